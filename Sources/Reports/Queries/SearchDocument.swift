public import ArchiveSearch
import Transcript
public import TranscriptText

/// Search results in the shape of `search.schema.json`.
public enum SearchDocument {
    /// The document.
    public static func value(query: String, _ result: SearchResult) -> JSONValue {
        .object([
            ("format", .string("whosaid-search")),
            ("version", .integer(1)),
            ("query", .string(query)),
            ("ranking_is_partial", .bool(result.isRankingPartial)),
            ("hits", .array(result.hits.map(hit))),
        ])
    }

    private static func hit(_ hit: SearchHit) -> JSONValue {
        .object(
            [
                ("recording_id", .integer(hit.recordingID)), ("path", .string(hit.path)),
                ("recorded_at", .string(hit.recordedAt)),
            ] + members(hit.turn) + [
                ("time", .seconds(hit.time)),
                (
                    "matched_words",
                    .array(
                        hit.matchedWords.map {
                            .object([("start", .seconds($0.start)), ("end", .seconds($0.end))])
                        })
                ),
                ("confidence", .share(hit.confidence)),
                ("score", hit.score.map { .decimal($0, digits: 6) } ?? .null),
                (
                    "matches",
                    .array(
                        hit.matches.map {
                            .object([
                                ("start", .integer(Int64($0.lowerBound))), ("end", .integer(Int64($0.upperBound))),
                            ])
                        })
                ),
                (
                    "snippet",
                    .array(
                        SnippetPiece.pieces(of: hit.turn.text, matches: hit.matches).map {
                            .object([("text", .string($0.text)), ("match", .bool($0.isMatch))])
                        })
                ),
                ("before", .array(hit.before.map { .object(members($0)) })),
                ("after", .array(hit.after.map { .object(members($0)) })),
            ])
    }

    private static func members(_ turn: FoundTurn) -> [(name: String, value: JSONValue?)] {
        [
            ("turn", .integer(Int64(turn.number))), ("speaker", .optional(turn.speaker)),
            ("name", turn.name.map(JSONValue.string)),
            ("start", .seconds(turn.range.start)), ("end", .seconds(turn.range.end)), ("text", .string(turn.text)),
        ]
    }
}
