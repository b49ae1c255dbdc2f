import Transcript

/// The response of Deepgram for pre-recorded audio. Times are seconds; channels and speakers count from 0.
enum DeepgramImport {
    private struct Document: Decodable {
        let metadata: Metadata?
        let results: Results
    }

    private struct Metadata: Decodable {
        struct Model: Decodable {
            let name: String?
            let version: String?
        }

        let duration: Double?
        let sha256: String?
        let request_id: String?
        let model_info: [String: Model]?
    }

    private struct Results: Decodable {
        let channels: [Channel]
        let utterances: [Utterance]?
    }

    private struct Channel: Decodable {
        struct Reading: Decodable {
            let transcript: String
            let confidence: Double?
            let words: [Word]?
        }

        let alternatives: [Reading]
        let detected_language: String?
    }

    private struct Utterance: Decodable {
        let channel: Int?
        let words: [Word]
    }

    private struct Word: Decodable {
        let word: String
        let punctuated_word: String?
        let start: Double
        let end: Double
        let confidence: Double?
        let speaker: Int?
        let speaker_confidence: Double?
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        let results = document.results
        let isMixed = results.channels.count < 2
        var turns: [ImportedTurn] = []
        if let utterances = results.utterances {
            for (index, utterance) in utterances.enumerated() {
                let channel = isMixed ? nil : utterance.channel.map { $0 + 1 }
                let words = try words(utterance.words, channel, text, ".results.utterances[\(index)].words")
                // An utterance ends with a pause, not with a speaker.
                turns += [ImportedTurn].joining(words, channel: channel)
            }
        } else {
            for (index, channel) in results.channels.enumerated() {
                let number = isMixed ? nil : index + 1
                let place = ".results.channels[\(index)].alternatives[0].words"
                let words = try words(channel.alternatives.first?.words ?? [], number, text, place)
                turns += [ImportedTurn].joining(words, channel: number)
            }
        }
        var alternatives: [Alternative] = []
        for (index, channel) in results.channels.enumerated() {
            for (rank, reading) in channel.alternatives.enumerated().dropFirst() {
                let place = ".results.channels[\(index)].alternatives[\(rank)]"
                let words = try words(reading.words ?? [], nil, text, place + ".words")
                let whole = TimeRange(start: 0, end: max(0, document.metadata?.duration ?? 0))
                alternatives.append(
                    Alternative(
                        range: words.isEmpty ? whole : ImportedTurn(speaker: nil, words: words).range,
                        channel: isMixed ? nil : index + 1, rank: rank + 1, text: reading.transcript,
                        confidence: try ImportJSON.confidence(reading.confidence, text, place)))
            }
        }
        let models = document.metadata?.model_info?.values.compactMap { model in
            model.name.map { name in model.version.map { "\(name) \($0)" } ?? name }
        }
        return ImportedTranscript(
            turns: turns, alternatives: alternatives,
            details: [
                "model": models?.sorted().joined(separator: ", "),
                "language": results.channels.compactMap(\.detected_language).first,
                "request-id": document.metadata?.request_id,
            ], durationSeconds: document.metadata?.duration,
            audioHash: document.metadata?.sha256.flatMap { isHash($0) ? $0 : nil })
    }

    private static func isHash(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{64}/) != nil }

    private static func words(
        _ words: [Word], _ channel: Int?, _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        var result: [ImportedWord] = []
        for (index, word) in words.enumerated() {
            let place = "\(place)[\(index)]"
            result.append(
                ImportedWord(
                    text: word.punctuated_word ?? word.word,
                    range: try ImportJSON.range(word.start, word.end, text, place),
                    confidence: try ImportJSON.confidence(word.confidence, text, place),
                    speaker: SpeakerNumber.label(speaker: word.speaker.map(String.init), channel: channel),
                    speakerConfidence: try ImportJSON.confidence(word.speaker_confidence, text, place)))
        }
        return result
    }
}
