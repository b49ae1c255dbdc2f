internal import StageCache

extension ChannelListening.Slab {
    /// Writes all values with all their bits.
    func encode(into record: inout RecordEncoder) {
        record.append(steps)
        for ear in ears {
            record.append(ear.state)
            record.append(ear.quietSteps)
        }
        for product in likeness.products { record.append(product) }
        record.append(likeness.last)
    }

    /// Reads what `encode` wrote.
    init(from decoder: inout RecordDecoder) throws(StageCacheError) {
        steps = try decoder.channelSteps()
        ears = []
        for _ in steps { ears.append(ChannelEar(state: try decoder.speechState(), quietSteps: try decoder.count())) }
        var products: [Double] = []
        for _ in 0..<steps.count * steps.count { products.append(try decoder.double()) }
        likeness = ChannelLikeness(products: products, last: try decoder.floats())
        guard stepCount > 0, stepCount.isMultiple(of: ChannelListening.blockSteps), likeness.last.count == steps.count
        else { throw .malformedRecord }
    }
}

extension RecordEncoder {
    /// Adds what was heard in each channel.
    mutating func append(_ channels: [ChannelListening.Steps]) {
        append(channels.count)
        for channel in channels {
            append(channel.speech)
            append(channel.power)
        }
    }
}

extension RecordDecoder {
    /// Reads what was heard in each channel: as many steps in all.
    mutating func channelSteps() throws(StageCacheError) -> [ChannelListening.Steps] {
        var channels: [ChannelListening.Steps] = []
        for _ in 0..<(try count()) { channels.append((speech: try floats(), power: try floats())) }
        let length = channels.first?.speech.count ?? 0
        guard !channels.isEmpty, channels.allSatisfy({ $0.speech.count == length && $0.power.count == length }) else {
            throw .malformedRecord
        }
        return channels
    }
}
