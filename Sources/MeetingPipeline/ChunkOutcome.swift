internal import Recognition
internal import Transcript

/// Turns the results of chunks into words of the recording and into entries of its ledger.
enum ChunkOutcome {
    /// Joins the results of all chunks.
    /// - Parameters:
    ///   - chunks: all chunks, in order of time.
    ///   - recognized: a result for each chunk that has a voice.
    ///   - belongs: whether a word is kept.
    static func collect(
        _ chunks: [SpeechChunk], _ recognized: [RecognizedChunk], durationSeconds: Double,
        belongs: (Word) -> Bool = { _ in true }
    ) -> (words: [Word], ledgerParts: [LedgerAssembly.Part]) {
        var words: [Word] = []
        var ledgerParts: [LedgerAssembly.Part] = []
        var results = recognized.makeIterator()
        for chunk in chunks {
            guard chunk.hasVoice, let result = results.next() else {
                ledgerParts.append(
                    LedgerAssembly.Part(range: chunk.range, kind: .dropped, reason: "no voice in the sound"))
                continue
            }
            // A short chunk was padded with silence; the recognizer may have extended a word into it.
            let limit = max(0, min(durationSeconds, chunk.range.end))
            let found = result.words.map { word in
                let start = min(limit, chunk.range.start + word.start)
                let end = max(start, min(limit, chunk.range.start + word.end))
                return Word(text: word.text, range: TimeRange(start: start, end: end), confidence: word.confidence)
            }.filter(belongs)
            words += found
            ledgerParts += self.ledgerParts(chunk, found, result.ending)
        }
        return (words, ledgerParts)
    }

    private static func ledgerParts(
        _ chunk: SpeechChunk, _ words: [Word], _ ending: RecognizedChunk.Ending
    ) -> [LedgerAssembly.Part] {
        guard let last = words.last else {
            let reason = ending == .complete ? "no words recognised" : ending.rawValue
            return [LedgerAssembly.Part(range: chunk.range, kind: .dropped, reason: reason)]
        }
        guard ending != .complete, last.range.end < chunk.range.end else {
            return [LedgerAssembly.Part(range: chunk.range, kind: .transcribed)]
        }
        // What was cut off came after the last word that was kept.
        let reached = max(chunk.range.start, last.range.end)
        return [
            LedgerAssembly.Part(range: TimeRange(start: chunk.range.start, end: reached), kind: .transcribed),
            LedgerAssembly.Part(
                range: TimeRange(start: reached, end: chunk.range.end), kind: .dropped, reason: ending.rawValue),
        ]
    }
}
