/// Records of cells, as spreadsheets read them.
///
/// Quotes are those of RFC 4180, which spreadsheets also expect between tabs.
public struct DelimitedRecords: Hashable, Sendable {
    /// What stands between cells.
    let separator: String
    /// What stands after each record.
    let lineEnd: String

    /// As RFC 4180 has it.
    public static let csv = DelimitedRecords(separator: ",", lineEnd: "\r\n")
    /// As RFC 4180 has it but for the ends of lines, which are those of the platform's other programs.
    public static let plainCSV = DelimitedRecords(separator: ",", lineEnd: "\n")
    /// With tabs, as `text/tab-separated-values` has it.
    public static let tsv = DelimitedRecords(separator: "\t", lineEnd: "\n")

    /// All records, each with its end.
    public func text(_ records: [[String]]) -> String {
        records.map { $0.map(quoted).joined(separator: separator) + lineEnd }.joined()
    }

    /// The text of a cell with an apostrophe in front where a spreadsheet would take it for a formula.
    public static func inert(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map("=+-@\t\r\n＝＋－＠".unicodeScalars.contains) ?? false
        return isFormula ? "'" + text : text
    }

    private func quoted(_ cell: String) -> String {
        // By scalar: CR and LF side by side are one character, and a letter may have been combined with a quote.
        let special = (separator + "\"\r\n").unicodeScalars
        guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
        let parts = cell.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
        return "\"" + parts.joined(separator: "\"\"") + "\""
    }
}
