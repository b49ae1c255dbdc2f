/// A line of the shell, as far as documentation shows any: words in quotes, pipes, redirections and comments.
enum ShellLine {
    /// The words of each command of a line, without redirections.
    static func commands(_ line: String) -> [[String]] {
        var commands: [[String]] = [[]]
        var word: String?
        var quote: Character?
        var skipsRedirection = false

        func endWord() {
            guard let ended = word else { return }
            word = nil
            if skipsRedirection {
                skipsRedirection = false
            } else {
                commands[commands.count - 1].append(ended)
            }
        }

        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case " ": endWord()
            case "#" where word == nil: return commands.filter { !$0.isEmpty }
            case "|", ";", "&":
                endWord()
                commands.append([])
            case ">", "<":
                endWord()
                skipsRedirection = true
            default: word = (word ?? "") + String(character)
            }
        }
        endWord()
        return commands.filter { !$0.isEmpty }
    }
}
