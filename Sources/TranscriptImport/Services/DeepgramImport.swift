import Transcript
import TranscriptText

/// The response of Deepgram for pre-recorded audio. Times are seconds; channels and speakers count from 0.
enum DeepgramImport {
    static func read(_ document: JSONField, _ text: ImportText) throws -> ImportedTranscript {
        let results = try document.required("results")
        let channels = try results.required("channels").list()
        let metadata = document["metadata"]
        let duration = try metadata?["duration"]?.seconds()
        let isMixed = channels.count < 2
        var turns: [ImportedTurn] = []
        if let utterances = results["utterances"], !utterances.node.elements.isEmpty {
            turns = try self.turns(utterances.list(), isMixed: isMixed, text.notes)
        } else {
            for (index, channel) in channels.enumerated() {
                guard let reading = try channel["alternatives"]?.list().first else { continue }
                turns += try self.turns(reading, isMixed ? nil : index + 1, duration, text.notes)
            }
        }
        let models = try metadata?["model_info"]?.members().compactMap { _, model in
            let parts = [try model["name"]?.text(), try model["version"]?.text()].compactMap(\.self)
            return model["name"] == nil ? nil : parts.joined(separator: " ")
        }
        return ImportedTranscript(
            turns: turns, alternatives: try alternatives(channels, duration, text.notes),
            details: [
                "model": models?.sorted().joined(separator: ", "),
                "language": try channels.compactMap { try $0["detected_language"]?.text() }.first,
                "request-id": try metadata?["request_id"]?.text(),
            ], durationSeconds: duration,
            audioHash: try metadata?["sha256"]?.text().wholeMatch(of: /[0-9a-f]{64}/).map { String($0.0) })
    }

    /// Utterances; where one has no words, its transcript stands in.
    private static func turns(
        _ utterances: [JSONField], isMixed: Bool, _ notes: ImportNotes
    ) throws -> [ImportedTurn] {
        let texts = try utterances.map { try $0["transcript"]?.text() ?? "" }
        let ranges = SpanFilling.ranges(
            try zip(utterances, texts).filter { !hasWords($0.0) }.map { field, text in
                StatedSpan(
                    start: try field["start"]?.seconds(), end: try field["end"]?.seconds(), text: text[...],
                    place: field.place)
            }, notes)
        var next = ranges[...]
        return try zip(utterances, texts).flatMap { field, text in
            let channel = isMixed ? nil : try channel(field)
            if let list = field["words"], hasWords(field) {
                // An utterance ends with a pause, not with a speaker.
                return [ImportedTurn].joining(try words(list, channel, notes), channel: channel)
            }
            if field["transcript"] == nil { _ = try field.required("words") }
            guard let range = next.popFirst() else { return [] }
            return [
                ImportedTurn(
                    text: text, range: range, speaker: try speaker(field, channel), channel: channel,
                    confidence: try field["confidence"]?.share())
            ]
        }
    }

    private static func hasWords(_ field: JSONField) -> Bool { field["words"]?.node.elements.isEmpty == false }

    /// What a channel says: its words, else its sentences, else its text in the time that there is.
    private static func turns(
        _ reading: JSONField, _ channel: Int?, _ duration: Double?, _ notes: ImportNotes
    ) throws -> [ImportedTurn] {
        if let list = reading["words"], hasWords(reading) {
            return [ImportedTurn].joining(try words(list, channel, notes), channel: channel)
        }
        if let paragraphs = try reading["paragraphs"]?["paragraphs"]?.list() {
            let sentences = try paragraphs.flatMap { paragraph in
                try (paragraph["sentences"]?.list() ?? []).map {
                    (field: $0, speaker: try speaker(paragraph, channel), text: try $0.required("text").text())
                }
            }
            let ranges = SpanFilling.ranges(
                try sentences.map { sentence in
                    StatedSpan(
                        start: try sentence.field["start"]?.seconds(), end: try sentence.field["end"]?.seconds(),
                        text: sentence.text[...], place: sentence.field.place)
                }, notes)
            return zip(sentences, ranges).map { sentence, range in
                ImportedTurn(text: sentence.text, range: range, speaker: sentence.speaker, channel: channel)
            }.joined()
        }
        let text = try reading["transcript"]?.text() ?? ""
        guard text.contains(where: { !$0.isWhitespace }) else { return [] }
        let whole = duration.map { TimeRange(start: 0, end: $0) }
        let range = SpanFilling.ranges(
            [StatedSpan(start: nil, end: nil, text: text[...], place: reading.place)], within: whole, notes)[0]
        return [
            ImportedTurn(
                text: text, range: range, speaker: SpeakerNumber.label(speaker: nil, channel: channel),
                channel: channel, confidence: try reading["confidence"]?.share())
        ]
    }

    private static func alternatives(
        _ channels: [JSONField], _ duration: Double?, _ notes: ImportNotes
    ) throws -> [Alternative] {
        var alternatives: [Alternative] = []
        for (index, channel) in channels.enumerated() {
            for (rank, reading) in try (channel["alternatives"]?.list() ?? []).enumerated().dropFirst() {
                let words = try reading["words"].map { try Self.words($0, nil, notes) } ?? []
                alternatives.append(
                    Alternative(
                        range: words.isEmpty
                            ? TimeRange(start: 0, end: duration ?? 0) : ImportedTurn(speaker: nil, words: words).range,
                        channel: channels.count < 2 ? nil : index + 1, rank: rank + 1,
                        text: try reading["transcript"]?.text() ?? "", confidence: try reading["confidence"]?.share()))
            }
        }
        return alternatives
    }

    private static func words(_ list: JSONField, _ channel: Int?, _ notes: ImportNotes) throws -> [ImportedWord] {
        let reader = JSONWords(textNames: ["punctuated_word", "word"], speaker: { try speaker($0, channel) })
        return try zip(list.list(), reader.read(list, notes)).map { field, word in
            var word = word
            word.speakerConfidence = try field["speaker_confidence"]?.share()
            return word
        }
    }

    private static func speaker(_ field: JSONField, _ channel: Int?) throws -> String? {
        SpeakerNumber.label(speaker: try field["speaker"]?.text(), channel: channel)
    }

    private static func channel(_ field: JSONField) throws -> Int? {
        try field["channel"]?.integer(0...JSONField.maxChannel - 1, "channel").map { $0 + 1 }
    }
}
