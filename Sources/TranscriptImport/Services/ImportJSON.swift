import Transcript
import TranscriptText

/// Reads JSON documents of other systems.
enum ImportJSON {
    /// Reads a document.
    /// - Parameter reader: Makes a transcript of the whole document; lines of JSON Lines are a list.
    static func read(
        _ text: ImportText, _ reader: (JSONField, ImportText) throws -> ImportedTranscript
    ) throws(ImportError) -> ImportedTranscript {
        do {
            return try reader(JSONField(root: document(text)), text)
        } catch let error as ImportError {
            throw error
        } catch let error as JSONProblem {
            throw .json(file: text.file, problem: error)
        } catch {
            throw .unusable(file: text.file, problem: "\(error)")
        }
    }

    private static func document(_ text: ImportText) throws(JSONProblem) -> JSONNode {
        let document = try text.json()
        // A pipeline that was given a list of one file returns a list of one result.
        if document.elements.count == 1, let result = document.elements.first,
            ["chunks", "segments"].contains(where: { result[$0]?.elements.isEmpty == false })
        {
            return result
        }
        return document
    }

    /// Whose document it is.
    static func format(_ text: ImportText) throws(ImportError) -> ImportFormat {
        let document: JSONNode
        do {
            document = try self.document(text)
        } catch {
            throw .json(file: text.file, problem: error)
        }
        if isOwnExport(document) { throw .ownExport(file: text.file) }
        guard let format = format(document) else {
            if document["text"] != nil { throw .noTimes(file: text.file) }
            throw .unknownFormat(file: text.file)
        }
        return format
    }

    private static func isOwnExport(_ document: JSONNode) -> Bool {
        [document, document.elements.first].contains { document in
            if case .text(let format) = document?["format"] { format.hasPrefix("whosaid-") } else { false }
        }
    }

    private static func format(_ document: JSONNode) -> ImportFormat? {
        let names = document.names
        let results = document["results"]
        if !names.isDisjoint(with: ["recognizedPhrases", "recognized_phrases"]) { return .azure }
        if document["transcription"]?.elements.first?["offsets"] != nil || names.contains("transcription") {
            return .whispercpp
        }
        if results?["channels"] != nil { return .deepgram }
        if let results, !results.names.isDisjoint(with: ["transcripts", "items", "audio_segments"]) { return .amazon }
        if names.contains("word_segments") { return .whisperx }
        if let chunks = document["chunks"], !chunks.elements.isEmpty { return .huggingface }
        if SegmentImport.hasTimedSpeakers(document) { return .huggingface }
        if let segments = document["segments"] { return isWhisperX(segments.elements) ? .whisperx : .openai }
        if results != nil || document["response"]?["results"] != nil { return .google }
        if document["utterances"] != nil
            || (!names.isDisjoint(with: ["text", "words"])
                && !names.isDisjoint(with: ["audio_url", "audio_duration", "status"]))
        {
            return .assemblyai
        }
        if let words = document["words"], !words.elements.isEmpty { return .openai }
        return format(ofList: document.elements)
    }

    private static func format(ofList elements: [JSONNode]) -> ImportFormat? {
        guard let first = elements.first(where: { $0 != .null }) else { return nil }
        if first["results"] != nil || first["response"]?["results"] != nil { return .google }
        let names = first.names
        let hasTimes = !names.isDisjoint(with: SegmentImport.startNames + ["timestamp", "timestamps"])
        return hasTimes && !names.isDisjoint(with: SegmentImport.textNames + ["words"]) ? .segments : nil
    }

    /// Whether words have scores, which only WhisperX calls so, or speakers are called as it calls them.
    private static func isWhisperX(_ segments: [JSONNode]) -> Bool {
        segments.contains { segment in
            if segment["words"]?.elements.contains(where: { $0["score"] != nil }) == true { return true }
            if case .text(let speaker) = segment["speaker"] { return speaker.hasPrefix("SPEAKER_") }
            return false
        }
    }
}
