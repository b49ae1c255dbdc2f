import ArchiveCore
import GRDB
import Transcript

/// When the words of a turn are spoken, by where they stand in its text.
struct WordTimes {
    private struct PlacedWord {
        /// In Unicode scalars of the turn's text.
        let range: Range<Int>
        let time: TimeRange
        /// Whether only a part of it may be meant: it has no spaces, and may be a whole sentence.
        let isDivisible: Bool
    }

    private let words: [PlacedWord]

    /// Reads the words of a turn, and finds them in its text in their order.
    init(_ db: Database, turnID: Int64, text: String) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT turn_id, ordinal, CAST(text AS BLOB) AS text, start_seconds, end_seconds FROM words
                    WHERE turn_id = ? ORDER BY ordinal
                    """), arguments: [turnID])
        self.init(try rows.map { (try $0.exactText("text"), try $0.range()) }, text: text)
    }

    init(_ words: [(text: String, time: TimeRange)], text: String) {
        let scalars = Array(text.unicodeScalars)
        var position = 0
        self.words = words.compactMap { word in
            let letters = Array(word.text.unicodeScalars)
            while position < scalars.count, scalars[position].properties.isWhitespace,
                letters.first?.properties.isWhitespace != true
            {
                position += 1
            }
            let end = position + letters.count
            guard end <= scalars.count, !letters.isEmpty, scalars[position..<end].elementsEqual(letters) else {
                return nil
            }
            defer { position = end }
            return PlacedWord(
                range: position..<end, time: word.time, isDivisible: word.text.contains(where: SearchText.isUnspaced))
        }
    }

    /// When the words of a part of the text are spoken.
    /// - Parameter part: In Unicode scalars.
    func words(in part: Range<Int>) -> [TimeRange] {
        words[words.partitioningIndex { $0.range.upperBound > part.lowerBound }...]
            .prefix { $0.range.lowerBound < part.upperBound }.map { word in
                guard word.isDivisible else { return word.time }
                // Nothing tells how fast each of its characters is spoken.
                let shared = word.range.clamped(to: part)
                func time(_ scalar: Int) -> Double {
                    let share = Double(scalar - word.range.lowerBound) / Double(word.range.count)
                    return word.time.start + share * word.time.duration
                }
                let start = time(shared.lowerBound)
                return TimeRange(start: start, end: max(start, time(shared.upperBound)))
            }
    }
}
