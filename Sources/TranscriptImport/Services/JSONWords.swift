import Foundation
import Transcript
import TranscriptText

/// Lists of words in JSON, whose members are called differently from system to system.
struct JSONWords: Sendable {
    /// Names of the member with the text, the first that is there counts.
    var textNames = ["word", "text"]
    /// Names of the start.
    var startNames = ["start"]
    /// Names of the end.
    var endNames = ["end"]
    /// Names of the probability.
    var confidenceNames = ["confidence"]
    /// How many of the document's units of time a second has.
    var unitsPerSecond = 1.0
    /// The name of the speaker of a word, or nil where it has none.
    var speaker: @Sendable (JSONField) throws -> String? = { try $0["speaker"]?.text() }

    /// The words of a list in order; those without times get what their neighbours leave.
    /// - Parameter whole: In which all of them are, where that is known.
    /// - Throws: `JSONProblem`.
    func read(_ list: JSONField, within whole: TimeRange? = nil, _ notes: ImportNotes) throws -> [ImportedWord] {
        let fields = try list.list()
        let texts = try fields.map { field in
            guard let text = field[textNames] else { throw field.problem("\"\(textNames[0])\" is missing") }
            return try text.text().trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let spans = try zip(fields, texts).map { field, text in
            StatedSpan(
                start: try field[startNames]?.seconds(unitsPerSecond: unitsPerSecond),
                end: try field[endNames]?.seconds(unitsPerSecond: unitsPerSecond), text: text[...], place: field.place)
        }
        let ranges = SpanFilling.ranges(spans, within: whole, notes, notesMissingTimes: whole == nil)
        return try fields.indices.map { index in
            ImportedWord(
                text: texts[index], range: ranges[index], confidence: try fields[index][confidenceNames]?.share(),
                speaker: try speaker(fields[index]))
        }
    }
}

/// Names for speakers of systems that only count them.
enum SpeakerNumber {
    /// `speaker 0`; where each channel counts for itself, or is one speaker, `channel 1 speaker 0` or `channel 1`.
    static func label(speaker: String?, channel: Int?) -> String? {
        let parts = [channel.map { "channel \($0)" }, speaker.map { "speaker \($0)" }].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
