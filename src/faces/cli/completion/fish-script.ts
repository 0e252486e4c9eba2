/** fish 3 and newer. It puts no space behind `=` by itself. */
export const fishScript = `# fish completion of perennial
function __perennial_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete $words[2..] "$current" 2>/dev/null)
    test (count $lines) -gt 0; or return
    set -l manner $lines[-1]
    set -e lines[-1]
    set -l before (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -r -- '^--[^=]*=' '' "$current")
    switch $manner
        case :files
            for found in (__fish_complete_path "$path")
                echo "$before$found"
            end
        case :folders
            for found in (__fish_complete_directories "$path")
                echo "$before$found"
            end
        case '*'
            test (count $lines) -gt 0; and printf '%s\\n' $lines
    end
end
complete -c perennial -f -a '(__perennial_complete)'
`;
