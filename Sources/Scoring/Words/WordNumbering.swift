/// Numbers for words, the same for the same word.
struct WordNumbering {
    private var numbers: [String: Int32] = [:]
    private(set) var words: [String] = []

    /// The number of a word, a new one for a new word.
    mutating func number(of word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        numbers[word] = number
        words.append(word)
        return number
    }

    /// The word of a number.
    subscript(_ number: Int32) -> String { words[Int(number)] }
}
