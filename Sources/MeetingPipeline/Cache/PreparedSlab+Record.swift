internal import Diarization
internal import StageCache

extension PreparedSlab {
    /// Writes all values with all their bits.
    func encode(into record: inout RecordEncoder) {
        record.append(endSample)
        record.append(isAtEnd ? 1 : 0)
        record.append(speech)
        record.append(masks)
        record.append(pieces.count)
        for piece in pieces {
            record.append(piece.lowerBound)
            record.append(piece.count)
        }
        record.append(embeddings)
        record.append(speechState)
        record.append(nextFrame)
    }

    /// Reads what `encode` wrote.
    init(from decoder: inout RecordDecoder) throws(StageCacheError) {
        let endSample = try decoder.count()
        let isAtEnd = try decoder.count() == 1
        let speech = try decoder.floats()
        let masks = try decoder.byteList()
        var pieces: [Range<Int>] = []
        for _ in 0..<(try decoder.count()) {
            let start = try decoder.count()
            let (end, overflow) = start.addingReportingOverflow(try decoder.count())
            guard !overflow else { throw .malformedRecord }
            pieces.append(start..<end)
        }
        let embeddings = try decoder.floats()
        let state = try decoder.speechState()
        guard embeddings.count == pieces.count * SpeakerEmbedder.dimension,
            masks.count.isMultiple(of: LocalSegmentation.frameCount),
            isAtEnd || endSample > 0 && endSample.isMultiple(of: DiarizationPreparation.slabSamples)
        else { throw .malformedRecord }
        self.init(
            endSample: endSample, isAtEnd: isAtEnd, speech: speech, masks: masks, pieces: pieces,
            embeddings: embeddings, speechState: state, nextFrame: try decoder.count())
    }
}
