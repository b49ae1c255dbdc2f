package import ArchiveCore

/// All that a query gives.
package struct QueryResult: Hashable, SQLReceiver {
    /// Names of the columns.
    package var columns: [String] = []
    /// The rows in order.
    package var rows: [[SQLValue]] = []

    /// Makes a result; see the properties.
    package init(columns: [String] = [], rows: [[SQLValue]] = []) {
        self.columns = columns
        self.rows = rows
    }

    package mutating func begin(columns: [String]) { self.columns = columns }
    package mutating func receive(_ row: [SQLValue]) { rows.append(row) }
}

extension Archive {
    /// Runs a query and keeps all that it gives.
    @discardableResult
    package func query(_ sql: String) throws -> QueryResult {
        var result = QueryResult()
        try query(sql, into: &result)
        return result
    }
}
