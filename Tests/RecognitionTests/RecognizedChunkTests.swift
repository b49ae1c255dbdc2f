import Recognition
import Testing

@Suite struct RecognizedChunkTests {
    /// Archives and caches hold these texts.
    @Test func endingsKeepTheirTexts() {
        #expect(
            RecognizedChunk.Ending.all.map(\.rawValue)
                == ["complete", "repetition loop", "too many words for its length"])
        for ending in RecognizedChunk.Ending.all {
            #expect(RecognizedChunk.Ending(rawValue: ending.rawValue) == ending)
        }
        #expect(RecognizedChunk.Ending(rawValue: "bored") == nil)
    }

    @Test func onlyWhatWasCutOffIsWorthSplitting() {
        #expect(RecognizedChunk.Ending.all.filter(\.isWorthSplitting) == [.repetition, .overlong])
    }
}
