import Foundation
import Transcript
import TranscriptAnalysis
import TranscriptExport
import TranscriptImport

extension FuzzTarget {
    /// Results of other programs, and what is made of them.
    static let importTargets = [
        imports("import-json", ["json"], tokens: jsonTokens),
        imports("import-text", ["srt", "vtt", "stm", "ctm", "rttm"], tokens: lineTokens),
    ]

    static let jsonTokens = [
        "\"start\":1e308", "\"end\":-1", "\"channel\":9223372036854775807", "\"speaker\":null", "\\u0000", "\\ud800",
        "null", "[]", "{}", ",", ":", "\"", "[[[[[[[[", "NaN", "\"9223372036854775807s\"", "\"PT1E300S\"", "\u{FEFF}",
    ].map { Array($0.utf8) }

    static let lineTokens = [
        "\n\n", " --> ", "00:00:01,000", "99999999999999999999:00:00,000", "<v ", "</v>", "<00:00:01.000>", "WEBVTT",
        "NOTE", "SPEAKER", "<NA>", "\u{FEFF}", "\r", ";;", "<ALT_BEGIN>", "<ALT>", "<ALT_END>", "1e300", "&#1114112;",
        "&amp;", "- ", "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:9223372036854775807", "A:", "\u{85}", "\u{0}",
    ].map { Array($0.utf8) }

    private static func imports(_ name: String, _ extensions: Set<String>, tokens: [[UInt8]]) -> FuzzTarget {
        FuzzTarget(
            name: name, tokens: tokens, isJSON: extensions == ["json"],
            corpus: { _ in try Fixtures.files(in: "Tests/Fixtures/imports", extensions) },
            reader: { _ in
                let speech = Data(try Fixtures.bytes("Tests/Fixtures/imports/words.rttm"))
                return { input in
                    let content = Data(input)
                    var last: (any Error)?
                    var isRead = false
                    do {
                        try use(ImportFormat(content: content, file: "x").read(content, file: "x"))
                        isRead = true
                    } catch let error as ImportError {
                        last = error
                    }
                    // By name, each format reads whatever it is given.
                    for format in ImportFormat.allCases {
                        do {
                            try use(format.read(content, file: "x"))
                            isRead = true
                        } catch let error as ImportError {
                            last = error
                        }
                    }
                    do {
                        try use(ImportFormat.read(words: content, file: "x", speech: speech, speechFile: "y"))
                    } catch let error as ImportError {
                        last = error
                    }
                    if let last, !isRead { throw last }
                }
            })
    }

    /// Does with an imported transcript what commands do.
    private static func use(_ imported: ImportedTranscript) throws {
        try Broken.unless(imported.durationSeconds.isFinite && imported.durationSeconds >= 0, "a duration that is none")
        try Broken.unless((1...1 << 20).contains(imported.channelCount), "\(imported.channelCount) channels")
        for turn in imported.turns {
            for range in [turn.range] + turn.words.map(\.range) {
                try Broken.unless(
                    0 <= range.start && range.start <= range.end && range.end.isFinite, "a range that is none: \(range)"
                )
            }
            try Broken.unless(turn.words.allSatisfy { (0...1).contains($0.confidence) }, "a confidence that is none")
            try Broken.unless(turn.speaker.map { imported.speakers.indices.contains($0) } ?? true, "an unknown speaker")
        }
        try show(
            imported.transcript(
                of: Recording(
                    contentHash: String(repeating: "a", count: 64), path: "/x.wav",
                    durationSeconds: imported.durationSeconds, sampleRate: 16_000, channelCount: imported.channelCount,
                    format: "?"), system: "other", settings: [:], programVersion: "0", startedAt: "2024-05-06T07:08:09Z"
            ))
    }

    /// Writes a transcript in every format.
    static func show(_ transcript: MeetingTranscript) throws {
        for format in TranscriptFormat.allCases { _ = format.data(ExportedTranscript(whole: transcript)) }
        _ = TranscriptReview.spans(transcript)
    }
}
