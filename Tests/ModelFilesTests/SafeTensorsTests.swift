import FileSystem
import Foundation
import TestSupport
import Testing

@testable import ModelFiles

@Suite struct SafeTensorsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ bytes: [UInt8]) throws -> SafeTensors {
        try SafeTensors(path: folder.write(bytes, to: "t.safetensors"))
    }

    @Test func readsTensorsOfSeveralTypes() throws {
        let header =
            #"{"__metadata__":{"format":"pt"},"b":{"dtype":"F64","shape":[2],"data_offsets":[12,28]},"#
            + #""a":{"dtype":"F32","shape":[3,1],"data_offsets":[0,12]}}"#
        let data = [Float(1.5), -2, 3.25].withUnsafeBytes(Array.init) + [0.1, -1e300].withUnsafeBytes(Array.init)
        let tensors = try open(SafeTensorsBuilder.file(header: header, data: data))
        #expect(tensors.names == ["a", "b"])
        #expect(tensors.shape(of: "a") == [3, 1])
        #expect(tensors.shape(of: "c") == nil)
        #expect(try tensors.floats("a", shape: [3, 1]) == [1.5, -2, 3.25])
        #expect(try tensors.doubles("b", shape: [2]) == [0.1, -1e300])
    }

    @Test func readsDataThatAreNotAligned() throws {
        // The length of the header decides where the data begin; all alignments occur here.
        for padding in 0..<8 {
            let header =
                #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"# + String(repeating: " ", count: padding)
            let data = [Float.pi, -0.5].withUnsafeBytes(Array.init)
            #expect(
                try open(SafeTensorsBuilder.file(header: header, data: data)).floats("t", shape: [2]) == [.pi, -0.5])
        }
    }

    @Test func readsScalarsAndEmptyTensors() throws {
        #expect(
            try open(SafeTensorsBuilder.file(type: "F32", shape: [], values: [Float(7)])).floats("t", shape: []) == [7])
        let empty = try open(SafeTensorsBuilder.file(type: "F32", shape: [0, 4], values: [Float]()))
        #expect(try empty.floats("t", shape: [0, 4]).isEmpty)
    }

    @Test func widensHalfPrecisionExactly() throws {
        let bits: [UInt16] = [0x0000, 0x3C00, 0xC000, 0x7BFF, 0x0400, 0x0001, 0x83FF, 0x7C00, 0xFC00]
        let expected: [Float] = [
            0, 1, -2, 65504, 0x1p-14, 0x1p-24, -0x1.FF8p-15, .infinity, -.infinity,
        ]
        let half = try open(SafeTensorsBuilder.file(type: "F16", shape: [9], values: bits))
        #expect(try half.floats("t", shape: [9]) == expected)
        let notANumber = try open(SafeTensorsBuilder.file(type: "F16", shape: [1], values: [UInt16(0x7E00)]))
        #expect(try notANumber.floats("t", shape: [1])[0].isNaN)
        let negativeZero = try open(SafeTensorsBuilder.file(type: "F16", shape: [1], values: [UInt16(0x8000)]))
        #expect(try negativeZero.floats("t", shape: [1])[0].sign == .minus)
        let brain = try open(SafeTensorsBuilder.file(type: "BF16", shape: [2], values: [UInt16(0x3FC0), 0xC2F7]))
        #expect(try brain.floats("t", shape: [2]) == [1.5, -123.5])
    }

    /// Every bit pattern, by the definition of the format. Only the quiet bit of a NaN may be set by the conversion.
    @Test func widensEveryHalfExactly() throws {
        let bits = Array(UInt16.min...UInt16.max)
        let half = try open(SafeTensorsBuilder.file(type: "F16", shape: [bits.count], values: bits))
        let floats = try half.floats("t", shape: [bits.count])
        for (bits, float) in zip(bits, floats) {
            let sign = UInt32(bits & 0x8000) << 16
            let (exponent, fraction) = (UInt32(bits >> 10) & 0x1F, UInt32(bits & 0x3FF))
            let expected: UInt32 =
                switch exponent {
                case 0: sign | (Float(fraction) * 0x1p-24).bitPattern
                case 0x1F: sign | 0x7F80_0000 | fraction << 13 | (fraction == 0 ? 0 : 0x0040_0000)
                default: sign | (exponent + 112) << 23 | fraction << 13
                }
            let found = float.bitPattern | (float.isNaN ? 0x0040_0000 : 0)
            guard found == expected else {
                Issue.record("\(bits): \(found), not \(expected)")
                return
            }
        }
    }

    @Test func refusesAnotherNameShapeOrType() throws {
        let tensors = try open(SafeTensorsBuilder.file(type: "F32", shape: [2, 1], values: [Float(1), 2]))
        let path = tensors.path
        #expect(throws: ModelFileError.missingTensor(path: path, name: "u")) { try tensors.floats("u", shape: [2]) }
        #expect(throws: ModelFileError.tensorShape(path: path, name: "t", expected: [1, 2], found: [2, 1])) {
            try tensors.floats("t", shape: [1, 2])
        }
        #expect(throws: ModelFileError.tensorType(path: path, name: "t", expected: ["F64"], found: "F32")) {
            try tensors.doubles("t", shape: [2, 1])
        }
        let integers = try open(SafeTensorsBuilder.file(type: "I32", shape: [1], values: [Int32(1)]))
        #expect(
            throws: ModelFileError.tensorType(path: path, name: "t", expected: ["F32", "F16", "BF16"], found: "I32")
        ) { try integers.floats("t", shape: [1]) }
    }

    @Test(arguments: [
        ("an empty object, but data", "{}", 4),
        ("not an object", "[]", 0),
        ("not JSON", "{", 0),
        ("an unknown type", #"{"t":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, 4),
        ("a missing key", #"{"t":{"dtype":"F32","shape":[1]}}"#, 4),
        ("a negative dimension", #"{"t":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, 4),
        ("a size that overflows", #"{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0),
        ("a shape larger than its data", #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4),
        ("data beyond the file", #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4),
        ("offsets in the wrong order", #"{"t":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}"#, 4),
        ("a negative offset", #"{"t":{"dtype":"F32","shape":[2],"data_offsets":[-4,4]}}"#, 4),
        ("three offsets", #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#, 4),
        ("a gap before", #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8),
        ("a gap after", #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8),
        (
            "an overlap",
            #"{"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"u":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#,
            6
        ),
        ("metadata that are not strings", #"{"__metadata__":{"a":1}}"#, 0),
    ])
    func refusesABrokenHeader(what: String, header: String, dataBytes: Int) throws {
        let bytes = SafeTensorsBuilder.file(header: header, data: [UInt8](repeating: 0, count: dataBytes))
        #expect(refusal(of: bytes) != nil, "a header with \(what) was accepted")
    }

    @Test func refusesAFileThatIsCutShort() throws {
        let whole = SafeTensorsBuilder.file(type: "F32", shape: [2], values: [Float(1), 2])
        for length in 0..<whole.count {
            #expect(refusal(of: Array(whole.prefix(length))) != nil, "accepted \(length) of \(whole.count) bytes")
        }
    }

    @Test(arguments: [UInt64.max, UInt64(Int64.max), UInt64(Int64.max) + 1, UInt64.max - 7, 1 << 40, 9])
    func refusesAHeaderLengthBeyondTheFile(length: UInt64) throws {
        let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + [UInt8](repeating: 0x20, count: 8)
        #expect(refusal(of: bytes)?.hasPrefix("header of \(length) bytes in a file of 16") == true)
    }

    /// Numbers with which sums and products would overflow, in every place where the header has one.
    @Test(arguments: [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e300", "-1e300", "1.5", "null",
        "4611686018427387904", "2305843009213693952", "[]",
    ])
    func refusesNumbersThatCannotBe(number: String) {
        for header in [
            #"{"t":{"dtype":"F32","shape":[\#(number)],"data_offsets":[0,4]}}"#,
            #"{"t":{"dtype":"F64","shape":[1,\#(number),2],"data_offsets":[0,4]}}"#,
            #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[\#(number),4]}}"#,
            #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,\#(number)]}}"#,
            #"{"t":{"dtype":"F32","shape":[1],"data_offsets":[\#(number),\#(number)]}}"#,
        ] {
            let reason = refusal(of: SafeTensorsBuilder.file(header: header, data: [0, 0, 0, 0]))
            #expect(reason != nil, "\(header) was accepted")
            #expect(reason?.contains("Swift") == false && reason?.contains("Context(") == false, "\(reason ?? "")")
        }
    }

    @Test func aNamedPipeIsRefusedAtOnce() throws {
        let path = folder.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: ModelFileError.file(.notRegular(path: path, kind: .namedPipe))) {
            try SafeTensors(path: path)
        }
    }

    /// The reason why a file is refused as badly formed; nil if it is not.
    private func refusal(of bytes: [UInt8]) -> String? {
        do {
            _ = try open(bytes)
        } catch ModelFileError.badHeader(_, let reason) {
            return reason
        } catch {
            Issue.record("another error: \(error)")
        }
        return nil
    }

    @Test func namesWhatCannotBeOpened() throws {
        let missing = folder.file("none.safetensors")
        #expect(throws: ModelFileError.missingFile(path: missing)) { try SafeTensors(path: missing) }
        #expect(throws: ModelFileError.file(.isFolder(path: folder.path))) {
            try SafeTensors(path: folder.path)
        }
    }
}
