import Foundation

/// Bytes of small safetensors files, right and wrong ones.
enum SafeTensorsBuilder {
    /// A file with a header of any text and any data.
    static func file(header: String, data: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8) + data
    }

    /// A file with one tensor `t`.
    static func file<Element>(type: String, shape: [Int], values: [Element]) -> [UInt8] {
        let data = values.withUnsafeBytes(Array.init)
        return file(
            header: #"{"t":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(data.count)]}}"#, data: data)
    }
}
