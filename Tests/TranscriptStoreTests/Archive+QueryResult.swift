import TranscriptStore

/// All that a query gives.
struct QueryResult: Hashable, SQLReceiver {
    var columns: [String] = []
    var rows: [[SQLValue]] = []

    mutating func begin(columns: [String]) { self.columns = columns }
    mutating func receive(_ row: [SQLValue]) { rows.append(row) }
}

extension Archive {
    /// Runs a query and keeps all that it gives.
    @discardableResult
    func query(_ sql: String) throws -> QueryResult {
        var result = QueryResult()
        try query(sql, into: &result)
        return result
    }
}
