import Foundation
import Transcript
import TranscriptText

extension FuzzTarget {
    /// Files that users write: what is to be spelt otherwise, and what is to be taken out.
    static let textTargets = [vocabulary, redaction]

    /// A transcript that says the words of a text.
    static func transcript(saying text: String) -> MeetingTranscript {
        let words = text.split(whereSeparator: \.isWhitespace).prefix(2_000).enumerated().map { index, word in
            Word(
                text: String(word), range: TimeRange(start: Double(index), end: Double(index + 1)), confidence: 0.5,
                speaker: 0, speakerMargin: 0.5)
        }
        let end = Double(max(1, words.count))
        let range = TimeRange(start: 0, end: end)
        return MeetingTranscript(
            recording: Recording(
                contentHash: String(repeating: "b", count: 64), path: "/meetings/anna & bob.wav", durationSeconds: end,
                sampleRate: 16_000, channelCount: 1, format: "WAV"),
            run: RunInfo(
                programVersion: "0", settings: [:], models: [:], startedAt: "2024-05-06T07:08:09Z", timings: []),
            speakers: [Speaker(label: "S1")], speech: [SpeechSpan(speaker: 0, range: range)],
            exclusiveSpeech: [SpeechSpan(speaker: 0, range: range)],
            turns: words.isEmpty ? [] : [Turn(speaker: 0, range: range, words: words)], ledger: SecondsLedger())
    }

    private static let vocabulary = FuzzTarget(
        name: "vocabulary",
        tokens: [" => ", "\t", "#", "\n", "'s", "\u{2019}", "\u{0}", "=>", " "].map { Array($0.utf8) },
        corpus: { _ in
            [
                Array("# names\nbob's => Robert's\nbob => Rob\nnew york => New York City\nx\ty z\n".utf8),
                Array("кафе => Café\n日本 語 => 日本語\nA.I. => AI\n".utf8),
            ]
        },
        reader: { _ in
            { input in
                let text = String(decoding: input, as: UTF8.self)
                let vocabulary = try Vocabulary(text)
                let sentence = text.replacing("=>", with: " ")
                try show(vocabulary.applied(to: transcript(saying: sentence)))
                let count = sentence.unicodeScalars.count
                let matches = [0..<count / 3, count / 3..<count / 2].filter { !$0.isEmpty }
                let result = vocabulary.applied(to: sentence, matches: matches)
                let length = result.text.unicodeScalars.count
                try Broken.unless(
                    result.matches.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= length },
                    "a match outside the text")
            }
        })

    private static let redaction = FuzzTarget(
        name: "redaction",
        tokens: [
            "@", " at ", " dot ", "com", "double", "triple", "oh", "zero", "hundred", "4111111111111111", "+1 (555)",
            "-", ".", "\n", "٣", "½", "nine",
        ].map { Array($0.utf8) },
        corpus: { _ in
            [
                Array("anna\nbob smith\n# nobody\nwrite to ada at example dot com or bob@x.org".utf8),
                Array("call five five five one two three four or 555-123 4567, card 4111 1111 1111 1111".utf8),
            ]
        },
        reader: { _ in
            { input in
                let text = String(decoding: input, as: UTF8.self)
                let names = text.split(whereSeparator: \.isNewline).prefix(20).map(String.init)
                try show(
                    Redaction(Set(Redaction.Kind.allCases), names: names.filter { !$0.isEmpty })
                        .applied(to: transcript(saying: text)))
            }
        })
}
