import Foundation
import Transcript

@testable import TranscriptImport

extension ImportFormat {
    /// What a text says, as `speaker: words` for each turn; `?` for nobody.
    static func lines(_ text: String) throws -> [String] {
        let imported = try imported(text)
        return imported.turns.map { turn in
            "\(turn.speaker.map { imported.speakers[$0].label } ?? "?"): \(turn.text)"
        }
    }

    /// What a text says, of whichever format it is.
    static func imported(_ text: String) throws -> ImportedTranscript {
        try ImportFormat(content: Data(text.utf8), file: "x").read(Data(text.utf8), file: "x")
    }

    /// SubRip of cues of two seconds, one after another.
    static func subRip(_ cues: [String]) -> String {
        cues.enumerated().map { index, text in
            "\(index + 1)\n00:00:\(10 + 2 * index),000 --> 00:00:\(12 + 2 * index),000\n\(text)\n\n"
        }.joined()
    }
}
