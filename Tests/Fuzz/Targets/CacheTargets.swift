import Diarization
import Foundation
import StageCache

// Records are internal to their module, which only a debug build opens to others.
#if DEBUG
    @testable import MeetingPipeline
#endif

extension FuzzTarget {
    /// What stages keep of a recording.
    static let cacheTargets: [FuzzTarget] = {
        #if DEBUG
            [log, records]
        #else
            [log]
        #endif
    }()

    private static let key = StageKey(stage: "fuzz", inputs: ["a": "b"])

    /// The file: whatever is in it, what is read is what was once written, and what is written next is read again.
    private static let log = FuzzTarget(
        name: "cache-log", share: 0.5,
        corpus: { scratch in
            let folder = scratch.file("corpus")
            do {
                let log = CheckpointLog(CacheFolder(path: folder, limitBytes: 1 << 40), key: key)
                for number in 0..<3 { log.append(record(number)) }
            }
            let name = try FileManager.default.contentsOfDirectory(atPath: folder)[0]
            return [try scratch.bytes(of: "corpus/\(name)")]
        },
        reader: { scratch in
            let folder = CacheFolder(path: scratch.file("cache"), limitBytes: 1 << 40)
            _ = CheckpointLog(folder, key: key)
            guard let name = try folder.entries().first?.name else { throw Broken("no entry was made") }
            return { input in
                try scratch.write(input, to: "cache/\(name)")
                let known: Int
                do {
                    let log = CheckpointLog(folder, key: key)
                    let numbers = log.records(number)
                    known = numbers.count
                    try Broken.unless(numbers == Array(0..<known), "records that nobody wrote: \(numbers)")
                    log.append(record(known))
                }
                let again = CheckpointLog(folder, key: key).records(number)
                try Broken.unless(again == Array(0...known), "the next record is lost: \(again)")
            }
        })

    private static func record(_ number: Int) -> RecordEncoder {
        var record = RecordEncoder()
        record.append(number)
        record.append("record \(number)")
        record.append([Float](repeating: Float(number), count: number))
        return record
    }

    @Sendable private static func number(_ decoder: inout RecordDecoder) throws(StageCacheError) -> Int {
        let number = try decoder.integer()
        _ = try decoder.text()
        _ = try decoder.floats()
        return number
    }
}

#if DEBUG
    extension FuzzTarget {
        /// The content of records, as if the digest that protects it fitted.
        fileprivate static let records = FuzzTarget(
            name: "cache-records", share: 2,
            corpus: { _ in
                var words = RecordEncoder()
                words.append(2)
                words.append("text")
                words.append(0.5)
                words.append([UInt8](repeating: 7, count: 9))
                words.append([Float](repeating: 1, count: 8))
                var channels = RecordEncoder()
                channels.append([(speech: [Float](repeating: 0, count: 4), power: [Float](repeating: 1, count: 4))])
                channels.append([Float](repeating: 0, count: 128))
                channels.append([Float](repeating: 0, count: 128))
                channels.append([Float](repeating: 0, count: 64))
                channels.append(3)
                channels.append(1.0)
                channels.append([Float](repeating: 0, count: 1))
                var block = RecordEncoder()
                block.append(64 * 16_000)
                block.append(1)
                block.append([Float](repeating: 0, count: 3))
                block.append([UInt8](repeating: 1, count: 589))
                block.append(1)
                block.append(0)
                block.append(589)
                block.append([Float](repeating: 0, count: 256))
                block.append([Float](repeating: 0, count: 128))
                block.append([Float](repeating: 0, count: 128))
                block.append([Float](repeating: 0, count: 64))
                block.append(3)
                return [words.bytes, channels.bytes, block.bytes]
            },
            reader: { _ in
                { input in
                    func attempt(_ read: (inout RecordDecoder) throws(StageCacheError) -> Void) -> Bool {
                        var decoder = RecordDecoder(input)
                        do throws(StageCacheError) {
                            try read(&decoder)
                            return true
                        } catch {
                            return false
                        }
                    }
                    let results = [
                        attempt { decoder throws(StageCacheError) in
                            _ = try decoder.count()
                            _ = try decoder.text()
                            _ = try decoder.double()
                            _ = try decoder.byteList()
                            _ = try decoder.floats()
                            try decoder.finish()
                        },
                        attempt { decoder throws(StageCacheError) in _ = try PreparedSlab(from: &decoder) },
                        attempt { decoder throws(StageCacheError) in _ = try ChannelPreparation.Slab(from: &decoder) },
                        attempt { decoder throws(StageCacheError) in _ = try decoder.json([String: Int].self) },
                    ]
                    if !results.contains(true) { throw StageCacheError.malformedRecord }
                }
            })
    }
#endif
