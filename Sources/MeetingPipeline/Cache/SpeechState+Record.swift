internal import Diarization
internal import StageCache

extension RecordEncoder {
    /// Adds what a speech detector remembers.
    mutating func append(_ state: VoiceActivityStream.State) {
        append(state.h)
        append(state.c)
        append(state.context)
    }
}

extension RecordDecoder {
    /// Reads what a speech detector remembers.
    mutating func speechState() throws(StageCacheError) -> VoiceActivityStream.State {
        let state = VoiceActivityStream.State(h: try floats(), c: try floats(), context: try floats())
        guard state.isWhole else { throw .malformedRecord }
        return state
    }
}
