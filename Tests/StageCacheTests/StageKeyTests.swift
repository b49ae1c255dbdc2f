import Testing

@testable import StageCache

@Suite struct StageKeyTests {
    private let inputs = ["content": "abc", "version": "1", "model x": "0123"]

    @Test func theSameInputsGiveTheSameKey() {
        let key = StageKey(stage: "listening", inputs: inputs)
        #expect(key == StageKey(stage: "listening", inputs: inputs))
        #expect(key.digest.count == 64 && key.digest.allSatisfy(\.isHexDigit))
        #expect(key.fileName == key.digest + ".listening")
    }

    @Test func anyOtherInputGivesAnotherKey() {
        var others: [[String: String]] = [[:], ["contentabc": "version1", "model x": "0123"]]
        for name in inputs.keys {
            others.append(inputs.merging([name: "2"]) { $1 })
            others.append(inputs.filter { $0.key != name })
        }
        // Texts that read the same when they are put side by side.
        others.append(["content": "ab", "cversion": "1", "model x": "0123"])
        others.append(["content": "abc7:version", "1": "", "model x": "0123"])
        let keys = ([inputs] + others).map { StageKey(stage: "listening", inputs: $0) }
        #expect(Set(keys.map(\.digest)).count == keys.count)
        #expect(StageKey(stage: "recognition", inputs: inputs).digest != keys[0].digest)
    }
}
