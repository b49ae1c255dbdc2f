import ArchiveCore
import GRDB

/// Finds the parts of some texts that match a query, in an index of those texts alone.
///
/// The index of the archive would evaluate the whole query again for each of the texts.
struct MatchFinder {
    /// As the index of the archive has it.
    static let tokenizer = "unicode61 remove_diacritics 2"

    let query: SearchQuery

    /// - Returns: For each text its parts in order, in Unicode scalars from its beginning; none where it does not match.
    func matches(in texts: [String]) throws -> [[Range<Int>]] {
        let texts = texts.map(SearchText.init)
        let marks = MatchMarks(notIn: texts.map(\.text).joined(separator: "\n"))
        let marked = try DatabaseQueue().write { db in
            try db.execute(sql: "CREATE VIRTUAL TABLE found USING fts5 (text, tokenize = '\(Self.tokenizer)')")
            let insertion = try db.makeStatement(sql: "INSERT INTO found (rowid, text) VALUES (?, CAST(? AS TEXT))")
            for (index, text) in texts.enumerated() { try insertion.execute(arguments: [index, ExactText(text.text)]) }
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT rowid, CAST(highlight(found, 0, ?, ?) AS BLOB) AS text FROM found WHERE found MATCH ?",
                arguments: [marks.opening, marks.closing, query.expression])
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.value("rowid", Int.self), try $0.exactText("text")) })
        }
        return texts.enumerated().map { index, text in
            text.originals(of: marks.ranges(in: text.text, marked: marked[index] ?? ""))
        }
    }
}
