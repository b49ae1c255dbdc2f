internal import StageCache

extension ChannelPreparation.Slab {
    /// Writes all values with all their bits.
    func encode(into record: inout RecordEncoder) {
        record.append(steps)
        for detector in detectors {
            record.append(detector.state)
            record.append(detector.quietSteps)
        }
        for product in correlation.products { record.append(product) }
        record.append(correlation.last)
    }

    /// Reads what `encode` wrote.
    init(from decoder: inout RecordDecoder) throws(StageCacheError) {
        steps = try decoder.channelSteps()
        detectors = []
        for _ in steps {
            detectors.append(ChannelActivityDetector(state: try decoder.speechState(), quietSteps: try decoder.count()))
        }
        var products: [Double] = []
        for _ in 0..<steps.count * steps.count { products.append(try decoder.double()) }
        correlation = ChannelCorrelation(products: products, last: try decoder.floats())
        guard stepCount > 0, stepCount.isMultiple(of: ChannelPreparation.blockSteps),
            correlation.last.count == steps.count
        else { throw .malformedRecord }
    }
}

extension RecordEncoder {
    /// Adds the steps of each channel.
    mutating func append(_ channels: [ChannelPreparation.Steps]) {
        append(channels.count)
        for channel in channels {
            append(channel.speech)
            append(channel.power)
        }
    }
}

extension RecordDecoder {
    /// Reads the steps of each channel: the same number for all.
    mutating func channelSteps() throws(StageCacheError) -> [ChannelPreparation.Steps] {
        var channels: [ChannelPreparation.Steps] = []
        for _ in 0..<(try count()) { channels.append((speech: try floats(), power: try floats())) }
        let length = channels.first?.speech.count ?? 0
        guard !channels.isEmpty, channels.allSatisfy({ $0.speech.count == length && $0.power.count == length }) else {
            throw .malformedRecord
        }
        return channels
    }
}
