import Transcript

/// The transcript object of AssemblyAI. Times are milliseconds, the length of the audio is seconds.
enum AssemblyAIImport {
    private struct Document: Decodable {
        let status: String?
        let words: [Word]?
        let utterances: [Utterance]?
        let audio_duration: Double?
        let language_code: String?
        let speech_model: String?
        let id: String?
    }

    private struct Word: Decodable {
        let text: String
        let start: Double
        let end: Double
        let confidence: Double?
        let speaker: LooseText?
        let channel: LooseText?
    }

    private struct Utterance: Decodable {
        let speaker: LooseText?
        let channel: LooseText?
        let words: [Word]
    }

    static func read(_ text: ImportText) throws(ImportError) -> ImportedTranscript {
        let document = try ImportJSON.decode(Document.self, text)
        if let status = document.status, status != "completed" {
            throw .unfinished(file: text.file, status: status)
        }
        var turns: [ImportedTurn] = []
        if let utterances = document.utterances, !utterances.isEmpty {
            for (index, utterance) in utterances.enumerated() {
                turns.append(
                    ImportedTurn(
                        speaker: utterance.speaker?.text, channel: try channel(utterance.channel, text),
                        words: try words(utterance.words, text, ".utterances[\(index)].words")))
            }
        } else if let all = document.words {
            let words = try words(all, text, ".words")
            for (word, source) in zip(words, all) {
                turns.append(
                    ImportedTurn(speaker: word.speaker, channel: try channel(source.channel, text), words: [word]))
            }
            turns = turns.joined()
        }
        return ImportedTranscript(
            turns: turns,
            details: [
                "model": document.speech_model, "language": document.language_code, "transcript-id": document.id,
            ], durationSeconds: document.audio_duration)
    }

    private static func words(
        _ words: [Word], _ text: ImportText, _ place: String
    ) throws(ImportError) -> [ImportedWord] {
        var result: [ImportedWord] = []
        for (index, word) in words.enumerated() {
            result.append(
                ImportedWord(
                    text: word.text,
                    range: try ImportJSON.range(word.start / 1000, word.end / 1000, text, "\(place)[\(index)]"),
                    confidence: try ImportJSON.confidence(word.confidence, text, "\(place)[\(index)]"),
                    speaker: word.speaker?.text))
        }
        return result
    }

    /// Channels count from 1.
    private static func channel(_ channel: LooseText?, _ text: ImportText) throws(ImportError) -> Int? {
        guard let channel else { return nil }
        guard let number = Int(channel.text), number > 0 else {
            throw .json(file: text.file, place: "", problem: "\"\(channel.text)\" is no channel")
        }
        return number
    }
}
