import Transcript
import TranscriptText

/// The response of Google Speech-to-Text: `results` of v1 and v2, also within the operation that a long request gives,
/// by file as a batch request has it, or one response after another as a stream has them.
///
/// Members are called `startTime` as in REST or `start_time` as in the client libraries. Times that are 0 are left out.
enum GoogleImport {
    private static let starts = ["startTime", "start_time", "startOffset", "start_offset"]
    private static let ends = ["endTime", "end_time", "endOffset", "end_offset"]
    private static let resultEnds = ["resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset"]

    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        if case .bool(false) = document["done"]?.node {
            throw ImportError.unfinished(file: text.file, status: "\"done\": false")
        }
        let results = try results(document, text)
        var turns: [ImportedTurn] = []
        var alternatives: [Alternative] = []
        var reached: [Int: Double] = [:]
        let isRepeated = try isAllRepeated(results)
        for (index, result) in results.enumerated() {
            let channel = try (result["channelTag", "channel_tag"]?.integer(0...JSONField.maxChannel, "channel"))
                .flatMap { $0 > 0 ? $0 : nil }
            let end = try result[resultEnds].flatMap(seconds)
            let begin = reached[channel ?? 0]
            let start = min(begin ?? 0, end ?? .infinity)
            let readings = try result["alternatives"]?.list() ?? []
            var range = TimeRange(start: start, end: end ?? start)
            if let first = readings.first {
                let confidence = try confidence(first)
                let words = try words(first, channel, confidence, isFirst: begin == nil, text.notes)
                if !words.isEmpty { range = ImportedTurn(speaker: nil, words: words).range }
                if isRepeated && index < results.count - 1 {
                    // Only the other readings of this result count.
                } else if words.isEmpty {
                    let said = try first["transcript"]?.text() ?? ""
                    if end == nil, said.contains(where: { !$0.isWhitespace }) {
                        let stated = StatedSpan(start: nil, end: nil, text: said[...], place: first.place)
                        range =
                            SpanFilling.ranges(
                                [StatedSpan(start: start, end: start, text: "", place: ""), stated], text.notes)[1]
                    }
                    turns.append(
                        ImportedTurn(
                            text: said, range: range, speaker: SpeakerNumber.label(speaker: nil, channel: channel),
                            channel: channel, confidence: confidence))
                } else {
                    turns += [ImportedTurn].joining(words, channel: channel)
                }
            }
            reached[channel ?? 0] = max(range.end, end ?? 0)
            for (rank, reading) in readings.enumerated().dropFirst() {
                alternatives.append(
                    Alternative(
                        range: range, channel: channel, rank: rank + 1, text: try reading["transcript"]?.text() ?? "",
                        confidence: try confidence(reading)))
            }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives,
            details: ["language": try results.compactMap { try $0["languageCode", "language_code"]?.text() }.first])
    }

    /// With diarization v1 repeats, in its last result, every word of the audio with its speaker.
    private static func isAllRepeated(_ results: [JSONField]) throws -> Bool {
        guard results.count > 1, let last = results.last else { return false }
        func words(_ result: JSONField) throws -> [JSONField] {
            try result["alternatives"]?.list().first?["words"]?.list() ?? []
        }
        func namesSpeakers(_ result: JSONField) throws -> Bool { try words(result).contains { try speaker($0) != nil } }
        guard try namesSpeakers(last), try !results.dropLast().contains(where: namesSpeakers) else { return false }
        let before = try results.dropLast().reduce(0) { count, result in
            let transcript = try result["alternatives"]?.list().first?["transcript"]?.text() ?? ""
            return count + max(try words(result).count, transcript.split(whereSeparator: \.isWhitespace).count)
        }
        return try words(last).count >= before
    }

    private static func results(_ document: JSONField, _ text: ImportText) throws -> [JSONField] {
        if case .list = document.node { return try document.list().flatMap { try results($0, text) } }
        guard let results = document["results"] ?? document["response"]?["results"] else {
            throw document.problem("\"results\" is missing")
        }
        guard case .object = results.node else { return try results.list() }
        // By the name of the file.
        let files = try results.members()
        guard let only = files.first else { return [] }
        guard files.count == 1 else {
            throw ImportError.severalRecordings(file: text.file, names: files.map(\.name))
        }
        let inline = only.value["inlineResult", "inline_result"] ?? only.value
        return try inline["transcript"]?["results"]?.list() ?? []
    }

    private static func words(
        _ reading: JSONField, _ channel: Int?, _ confidence: Double?, isFirst: Bool, _ notes: ImportNotes
    ) throws -> [ImportedWord] {
        let words = try reading["words"]?.list() ?? []
        // Without offsets the words of a result say no more than its text.
        guard words.contains(where: { $0[ends] != nil }) else { return [] }
        let spans = try words.enumerated().map { index, word in
            let start = try word[starts].flatMap(seconds)
            return StatedSpan(
                start: start ?? (isFirst && index == 0 ? 0 : nil), end: try word[ends].flatMap(seconds),
                text: try word.required("word").text()[...], place: word.place)
        }
        let ranges = SpanFilling.ranges(spans, notes)
        return try words.indices.map { index in
            ImportedWord(
                text: String(spans[index].text), range: ranges[index],
                confidence: try Self.confidence(words[index]) ?? confidence,
                speaker: SpeakerNumber.label(speaker: try speaker(words[index]), channel: channel))
        }
    }

    /// A label, or a number from 1; 0 stands for none.
    private static func speaker(_ word: JSONField) throws -> String? {
        if let label = try word["speakerLabel", "speaker_label"]?.text(), !label.isEmpty { return label }
        return try (word["speakerTag", "speaker_tag"]?.text()).flatMap { $0 == "0" || $0.isEmpty ? nil : $0 }
    }

    /// 0 says that the confidence was not measured.
    private static func confidence(_ field: JSONField) throws -> Double? {
        try (field["confidence"]?.share()).flatMap { $0 == 0 ? nil : $0 }
    }

    /// A duration as JSON has it for protocol buffers, `1.400s`; or its seconds and nanoseconds; or a number of seconds.
    private static func seconds(_ field: JSONField) throws -> Double? {
        switch field.node {
        case .object:
            let whole = try field["seconds"]?.number() ?? 0
            let nanoseconds = try field["nanos"]?.number() ?? 0
            return try field.checked(seconds: whole + nanoseconds / 1e9)
        case .text(let text):
            guard let seconds = Double(plain: text.hasSuffix("s") ? text.dropLast() : text[...]) else {
                throw field.problem("\"\(text.prefix(80))\" is no duration such as 1.400s")
            }
            return try field.checked(seconds: seconds)
        default: return try field.seconds()
        }
    }
}
