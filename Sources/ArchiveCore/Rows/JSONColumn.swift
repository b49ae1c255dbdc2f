import Transcript

/// The one way in which the archive writes JSON into a column or an argument; `Row.json` reads it.
package enum JSONColumn {
    /// JSON with the keys of objects in order, so that equal values are equal texts.
    package static func encode(_ value: some Encodable) throws -> String { try SortedJSON.text(value) }

    /// A JSON array of ids, for `json_each` in a statement.
    package static func array(_ ids: some Sequence<Int64>) -> String {
        "[\(ids.map(String.init).joined(separator: ","))]"
    }
}
