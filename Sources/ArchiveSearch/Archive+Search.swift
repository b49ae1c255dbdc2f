public import ArchiveCore
import GRDB

extension Archive {
    /// Finds turns of the current transcripts.
    /// - Throws: `SearchQueryError` with the query and what is wrong with it.
    public func search(_ request: SearchRequest) throws -> SearchResult {
        let query: SearchQuery
        do {
            query = try SearchQuery(request.query, otherSpellings: request.otherSpellings)
        } catch {
            throw SearchQueryError(query: request.query, problem: error)
        }
        return try read { db in
            do {
                return try TurnSearch(db: db, request: request, query: query).result()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                // For example brackets nested deeper than FTS5 allows.
                let reason = error.message ?? "SQLite cannot make sense of it"
                throw SearchQueryError(query: request.query, problem: .refused(reason))
            }
        }
    }
}
