import Foundation
import GRDB
import GRDBSQLite

/// BM25 of turns, with the same k1 and b as the `bm25` of FTS5 and the same result where no word is common.
///
/// FTS5's own function first counts the turns of every word and phrase of the query in the whole index, however few of
/// them are to be ranked. Here counting ends at a limit, beyond which the share of the index that it took to get there
/// tells how common the word is; and the weight of a query's only phrase, which changes no order, is 1.
package enum TurnRanking {
    /// `turn_rank(turns_fts, first, last, limit)`, greater for better matches. `first` and `last` are the minimum and the
    /// maximum rowid of the index; `limit` is the maximum number of turns that are counted for a phrase.
    package static let function = "turn_rank"

    /// Registers the function on a connection.
    static func register(_ db: Database) throws {
        let api = UnsafeMutablePointer(mutating: FTS5.api(db))
        let code = api.pointee.xCreateFunction(api, function, nil, rank, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static let rank: fts5_extension_function = { api, context, result, valueCount, values in
        guard let api, let context, let values, valueCount == 3 else {
            return sqlite3_result_error_code(result, SQLITE_MISUSE)
        }
        do {
            let row = RankedRow(api: api, context: context)
            let firstID = sqlite3_value_int64(values[0])
            let lastID = sqlite3_value_int64(values[1])
            let limit = max(1, sqlite3_value_int64(values[2]))
            let state = try row.state(ids: firstID...max(firstID, lastID), countedTurnLimit: limit)
            sqlite3_result_double(result, try state.score(row))
        } catch let error as DatabaseError {
            sqlite3_result_error_code(result, error.extendedResultCode.rawValue)
        } catch {
            sqlite3_result_error_code(result, SQLITE_ERROR)
        }
    }
}

/// The row at which FTS5 is, and what it knows of the query.
private struct RankedRow {
    let api: UnsafePointer<Fts5ExtensionApi>
    let context: OpaquePointer

    /// What all rows of the query have in common; made at the first of them.
    func state(ids: ClosedRange<Int64>, countedTurnLimit: Int64) throws -> RankingState {
        if let known = api.pointee.xGetAuxdata(context, 0) {
            return Unmanaged<RankingState>.fromOpaque(known).takeUnretainedValue()
        }
        let state = try RankingState(self, ids: ids, countedTurnLimit: countedTurnLimit)
        // FTS5 lets go of the state with the query.
        try check(
            api.pointee.xSetAuxdata(context, Unmanaged.passRetained(state).toOpaque()) {
                if let state = $0 { Unmanaged<RankingState>.fromOpaque(state).release() }
            })
        return state
    }

    var phraseCount: Int { Int(api.pointee.xPhraseCount(context)) }

    func turnCount() throws -> Int64 { try value { api.pointee.xRowCount(context, $0) } }

    func tokenCount() throws -> Int64 { try value { api.pointee.xColumnTotalSize(context, -1, $0) } }

    /// Tokens of the turn.
    func length() throws -> Int32 { try value { api.pointee.xColumnSize(context, -1, $0) } }

    /// Counts in the turn how often each phrase occurs.
    func count(into counts: inout [Double]) throws {
        for index in counts.indices { counts[index] = 0 }
        let total: Int32 = try value { api.pointee.xInstCount(context, $0) }
        for index in 0..<total {
            var (phrase, column, offset) = (Int32(0), Int32(0), Int32(0))
            try check(api.pointee.xInst(context, index, &phrase, &column, &offset))
            counts[Int(phrase)] += 1
        }
    }

    /// Counts turns with a phrase from the first one on.
    func count(phrase: Int, max limit: Int64) throws -> PhraseCount {
        var count = PhraseCount(limit: limit)
        try check(
            api.pointee.xQueryPhrase(context, Int32(phrase), &count) { api, context, count in
                guard let api, let count else { return SQLITE_MISUSE }
                let known = count.assumingMemoryBound(to: PhraseCount.self)
                known.pointee.turns += 1
                guard known.pointee.turns == known.pointee.limit else { return SQLITE_OK }
                known.pointee.endID = api.pointee.xRowid(context)
                return SQLITE_DONE
            })
        return count
    }

    private func value<Value: BinaryInteger>(_ get: (UnsafeMutablePointer<Value>) -> Int32) throws -> Value {
        var value: Value = 0
        try check(get(&value))
        return value
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

/// In how many turns a phrase is.
private struct PhraseCount {
    let limit: Int64
    var turns: Int64 = 0
    /// Where counting ended; nil where all were counted.
    var endID: Int64?

    /// - Parameters:
    ///   - ids: the ids of all turns.
    ///   - turnCount: Number of all turns.
    func estimate(ids: ClosedRange<Int64>, turnCount: Double) -> Double {
        guard let endID, ids.upperBound > ids.lowerBound else { return Double(turns) }
        let share = Double(endID - ids.lowerBound + 1) / Double(ids.upperBound - ids.lowerBound + 1)
        return min(turnCount, Double(turns) / share)
    }
}

/// What the turns of one query have in common.
private final class RankingState {
    private static let (k1, b) = (1.2, 0.75)

    /// How much each phrase tells: its inverse document frequency.
    private let weights: [Double]
    /// Tokens of a turn.
    private let meanLength: Double
    private var counts: [Double]

    init(_ row: RankedRow, ids: ClosedRange<Int64>, countedTurnLimit: Int64) throws {
        let turnCount = Double(try row.turnCount())
        meanLength = Double(try row.tokenCount()) / turnCount
        counts = [Double](repeating: 0, count: row.phraseCount)
        weights =
            counts.count == 1
            ? [1]
            : try counts.indices.map { phrase in
                let known = try row.count(phrase: phrase, max: countedTurnLimit).estimate(
                    ids: ids, turnCount: turnCount)
                let weight = log((turnCount - known + 0.5) / (known + 0.5))
                // As FTS5 has it: what more than half of the turns have tells nearly nothing.
                return weight > 0 ? weight : 1e-6
            }
    }

    func score(_ row: RankedRow) throws -> Double {
        try row.count(into: &counts)
        let length = Double(try row.length())
        let norm = Self.k1 * (1 - Self.b + Self.b * length / meanLength)
        return zip(weights, counts).reduce(0) { $0 + $1.0 * ($1.1 * (Self.k1 + 1) / ($1.1 + norm)) }
    }
}
