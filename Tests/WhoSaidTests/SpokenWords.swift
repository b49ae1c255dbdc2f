import Foundation

/// Words as they are compared: lower case, without punctuation other than apostrophes inside.
enum SpokenWords {
    static func of(_ text: String) -> [String] {
        text.lowercased().replacing("’", with: "'").split { !($0.isLetter || $0.isNumber || $0 == "'") }
            .map(String.init)
    }

    /// Substitutions, deletions and insertions that make `hypothesis` of `reference`, as a share of the reference.
    static func errorRate(_ hypothesis: [String], against reference: [String]) -> Double {
        var row = Array(0...hypothesis.count)
        for (index, word) in reference.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for other in hypothesis.indices {
                let cost = min(diagonal + (hypothesis[other] == word ? 0 : 1), row[other] + 1, row[other + 1] + 1)
                diagonal = row[other + 1]
                row[other + 1] = cost
            }
        }
        return Double(row[hypothesis.count]) / Double(max(1, reference.count))
    }
}
