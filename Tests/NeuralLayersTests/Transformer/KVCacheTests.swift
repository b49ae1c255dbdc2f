import NeuralLayers
import TestSupport
import Testing

@Suite struct KVCacheTests {
    private static func rows(_ cache: KVCache, _ layer: Int, _ count: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: cache.rows(layer), count: count * 2 * cache.width))
    }

    @Test func rowsStandWhereTheyWereStored() {
        let cache = KVCache(layers: 2, capacity: 3, width: 2)
        let values = (0..<6).map { Noise.floats(4, seed: UInt64($0 + 1)) }
        for (index, row) in values.enumerated() { cache.store(row, layer: index % 2, position: index / 2) }
        #expect(Self.rows(cache, 0, 3) == values[0] + values[2] + values[4])
        #expect(Self.rows(cache, 1, 3) == values[1] + values[3] + values[5])
    }

    @Test func aCopyGoesOnByItself() {
        let (cache, copy) = (KVCache(layers: 2, capacity: 3, width: 2), KVCache(layers: 2, capacity: 3, width: 2))
        for layer in 0..<2 {
            for position in 0..<2 { cache.store(Noise.floats(4), layer: layer, position: position) }
        }
        copy.copy(2, from: cache)
        for layer in 0..<2 { #expect(Self.rows(copy, layer, 2) == Self.rows(cache, layer, 2)) }
        let before = Self.rows(cache, 1, 2)
        copy.store([9, 9, 9, 9], layer: 1, position: 1)
        #expect(Self.rows(cache, 1, 2) == before && Self.rows(copy, 1, 2) != before)
    }
}
