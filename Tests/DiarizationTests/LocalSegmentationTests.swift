import Testing

@testable import Diarization

@Suite struct LocalSegmentationTests {
    @Test(arguments: [
        (0, 0), (1, 1), (511, 1), (159_999, 1), (160_000, 1), (160_001, 2), (176_000, 2), (176_001, 3),
        (1_024_000, 55), (1_184_000, 65), (1_184_001, 66),
    ])
    func windowsCoverEverySample(samples: Int, windows: Int) {
        #expect(LocalSegmentation.windowCount(sampleCount: samples, hopSamples: 16_000) == windows)
    }

    @Test(arguments: [8_000, 16_000, 32_000, 160_000])
    func theLastWindowIsTheFirstThatContainsTheEnd(hop: Int) {
        for samples in stride(from: 1, to: 1_000_000, by: 7_919) {
            let windows = LocalSegmentation.windowCount(sampleCount: samples, hopSamples: hop)
            let end = (windows - 1) * hop + LocalSegmentation.windowSamples
            #expect(end >= samples)
            #expect((windows - 1) * hop < samples)
            if windows > 1 { #expect(end - hop < samples) }
        }
    }

    @Test func windowsAreSlices() {
        let masks = (0..<2 * 589).map { UInt8($0 / 589) }
        let segmentation = LocalSegmentation(hopSamples: 8_000, masks: masks)
        #expect(segmentation.windowCount == 2)
        #expect(segmentation.window(1).count == 589 && segmentation.window(1).allSatisfy { $0 == 1 })
        #expect(LocalSegmentation(hopSamples: 16_000).windowCount == 0)
    }
}
