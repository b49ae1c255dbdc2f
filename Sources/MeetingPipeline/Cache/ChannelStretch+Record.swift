internal import StageCache

extension ChannelListening.Stretch {
    /// Writes all values with all their bits.
    func encode(into record: inout RecordEncoder) {
        record.append(steps.count)
        for (steps, ear) in zip(steps, ears) {
            record.append(steps.speech)
            record.append(steps.power)
            record.append(ear.state)
            record.append(ear.quietSteps)
        }
        for product in likeness.products { record.append(product) }
        record.append(likeness.last)
    }

    /// Reads what `encode` wrote.
    init(from decoder: inout RecordDecoder) throws(StageCacheError) {
        let count = try decoder.count()
        (steps, ears) = ([], [])
        for _ in 0..<count {
            steps.append((speech: try decoder.floats(), power: try decoder.floats()))
            ears.append(ChannelEar(state: try decoder.speechState(), quietSteps: try decoder.count()))
        }
        likeness = ChannelLikeness(count: count)
        for index in likeness.products.indices { likeness.products[index] = try decoder.double() }
        likeness.last = try decoder.floats()
        let length = stepCount
        guard length > 0, length.isMultiple(of: ChannelListening.blockSteps), likeness.last.count == count,
            steps.allSatisfy({ $0.speech.count == length && $0.power.count == length })
        else { throw .malformedRecord }
    }
}
