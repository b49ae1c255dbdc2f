import CSndfile
internal import FileSystem

/// Hands the bytes of a file to libsndfile. Keeps the system's own reason when reading fails, which the library turns
/// into an ordinary end of file.
///
/// The library takes sizes from headers as they are and adds them up, so that what it asks for may lie anywhere: only
/// places that a file can have are gone to.
final class SoundFileInput {
    private let file: RegularFile
    /// Where the next read begins, at least 0.
    private(set) var offset: Int64 = 0
    private(set) var failure: FileError?

    init(_ file: RegularFile) { self.file = file }

    /// The handle must not outlive this object.
    func open(_ info: inout SF_INFO) -> OpaquePointer? {
        var callbacks = SF_VIRTUAL_IO(
            get_filelen: { context in SoundFileInput.from(context)?.file.byteCount ?? 0 },
            seek: { offset, whence, context in SoundFileInput.from(context)?.seek(offset, whence) ?? -1 },
            read: { buffer, count, context in
                guard let input = SoundFileInput.from(context), let buffer, let count = Int(exactly: count), count > 0
                else { return 0 }
                return input.read(UnsafeMutableRawBufferPointer(start: buffer, count: count))
            },
            write: { _, _, _ in 0 },
            tell: { context in SoundFileInput.from(context)?.offset ?? 0 })
        return sf_open_virtual(&callbacks, Int32(SFM_READ), &info, Unmanaged.passUnretained(self).toOpaque())
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> SoundFileInput? {
        context.map { Unmanaged<SoundFileInput>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Goes to a place.
    /// - Parameter whence: `SEEK_SET`, `SEEK_CUR` or `SEEK_END`.
    /// - Returns: the place, or -1 where no file has such a place; the old one then stays.
    func seek(_ distance: Int64, _ whence: Int32) -> Int64 {
        let origin: Int64 =
            switch Int(whence) {
            case Int(SF_SEEK_SET): 0
            case Int(SF_SEEK_CUR): offset
            default: file.byteCount
            }
        let (place, overflow) = origin.addingReportingOverflow(distance)
        guard !overflow, place >= 0 else { return -1 }
        offset = place
        return place
    }

    /// Reads the next bytes.
    /// - Returns: their number; 0 at the end of the file and after a failure.
    func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int64 {
        do throws(FileError) {
            let count = try file.read(at: offset, into: buffer)
            offset += Int64(count)
            return Int64(count)
        } catch {
            failure = error
            return 0
        }
    }
}
