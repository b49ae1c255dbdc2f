import Transcript
import TranscriptText

/// A result file of Azure batch transcription. Times are ticks of 100 ns, milliseconds or ISO 8601 durations, whichever
/// the version gives; channels count from 0, speakers from 1.
enum AzureImport {
    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        let all = try (document["recognized_phrases"] ?? document.required("recognizedPhrases")).list()
        let phrases = try all.filter { try $0["recognitionStatus"]?.text() ?? "Success" == "Success" }
        let channels = try phrases.map { try $0["channel"]?.integer(0...JSONField.maxChannel - 1, "channel") }
        let isMixed = Set(channels.map { $0 ?? 0 }).count < 2
        let spans = try phrases.map { phrase in
            let said = try phrase["nBest"]?.list().first.flatMap { try Self.text(of: $0) } ?? ""
            return try span(phrase, said)
        }
        let ranges = SpanFilling.ranges(spans, text.notes)
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        for (index, phrase) in phrases.enumerated() {
            let channel = isMixed ? nil : channels[index].map { $0 + 1 }
            for (rank, reading) in try (phrase["nBest"]?.list() ?? []).enumerated() {
                let said = try Self.text(of: reading) ?? ""
                let confidence = try reading["confidence"]?.share()
                guard rank == 0 else {
                    alternatives.append(
                        Alternative(
                            range: ranges[index], channel: channel, rank: rank + 1, text: said, confidence: confidence))
                    continue
                }
                let shown = try reading["displayWords"].map { try words($0, ranges[index], text.notes) } ?? []
                let lexical = try reading["words"].map { try words($0, ranges[index], text.notes) } ?? []
                turns.append(
                    ImportedTurn(
                        text: said, range: ranges[index],
                        speaker: SpeakerNumber.label(speaker: try phrase["speaker"]?.text(), channel: channel),
                        channel: channel, words: shown.isEmpty ? lexical : shown, confidence: confidence))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives,
            details: [
                "source": try document["source"]?.text(),
                "language": try phrases.compactMap { try $0["locale"]?.text() }.first,
            ], durationSeconds: try seconds(document, "duration"))
    }

    private static func text(of reading: JSONField) throws -> String? {
        try reading["display", "lexical"]?.text()
    }

    private static func words(
        _ list: JSONField, _ whole: TimeRange, _ notes: ImportNotes
    ) throws -> [ImportedWord] {
        let fields = try list.list()
        let spans = try fields.map { try span($0, $0["displayText", "word"]?.text() ?? "") }
        let ranges = SpanFilling.ranges(spans, within: whole, notes, notesMissingTimes: false)
        return try fields.indices.map { index in
            ImportedWord(
                text: String(spans[index].text), range: ranges[index],
                confidence: try fields[index]["confidence"]?.share())
        }
    }

    private static func span(_ field: JSONField, _ text: String) throws -> StatedSpan {
        let start = try seconds(field, "offset")
        let length = try seconds(field, "duration")
        var end: Double?
        if let start, let length { end = try field.checked(seconds: start + length) }
        return StatedSpan(start: start, end: end, text: text[...], place: field.place)
    }

    /// A time of either of three units.
    private static func seconds(_ field: JSONField, _ name: String) throws -> Double? {
        if let ticks = field[name + "InTicks"] { return try ticks.seconds(unitsPerSecond: 10_000_000) }
        if let milliseconds = field[name + "Milliseconds"] { return try milliseconds.seconds(unitsPerSecond: 1000) }
        guard let duration = field[name] else { return nil }
        let text = try duration.text()
        guard let match = text.wholeMatch(of: /PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d+)?)S)?/) else {
            throw duration.problem("\"\(text.prefix(80))\" is no duration such as PT1M2.5S")
        }
        let parts = [match.1, match.2, match.3].map { $0.flatMap { Double($0) } ?? 0 }
        return try duration.checked(seconds: parts[0] * 3600 + parts[1] * 60 + parts[2])
    }
}
