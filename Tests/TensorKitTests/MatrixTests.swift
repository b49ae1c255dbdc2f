import TensorKit
import Testing

@Suite struct MatrixTests {
    private let matrix = Matrix(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6])

    @Test func valuesAreInRowOrder() {
        #expect(matrix[0, 1] == 2)
        #expect(matrix[2, 0] == 5)
        #expect(Array(matrix[row: 1]) == [3, 4])
        var changed = matrix
        changed[1, 1] = -4
        #expect(changed.values == [1, 2, 3, -4, 5, 6])
        #expect(matrix[1, 1] == 4)
    }

    @Test func rowsAreCopiedOut() {
        #expect(matrix.rows(1..<3) == Matrix(rows: 2, columns: 2, values: [3, 4, 5, 6]))
        #expect(matrix.rows(3..<3) == Matrix(rows: 0, columns: 2))
        #expect(matrix.rows(0..<3) == matrix)
    }

    @Test func startsWithZeros() {
        #expect(Matrix(rows: 2, columns: 3).values == [0, 0, 0, 0, 0, 0])
        #expect(Matrix(rows: 0, columns: 3).values.isEmpty)
    }
}

@Suite struct FloatBufferTests {
    @Test(arguments: [0, 1, 17, 4096])
    func beginsAtACacheLine(count: Int) {
        let buffer = FloatBuffer(count)
        #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
        #expect(buffer.count == max(count, 1))
    }

    @Test func growsOnlyWhenNecessary() {
        let buffer = FloatBuffer(8)
        buffer.pointer[7] = 5
        let before = buffer.pointer
        #expect(buffer.reserve(4) == before)
        #expect(buffer.count == 8 && buffer.pointer[7] == 5)
        let after = buffer.reserve(100_000)
        #expect(buffer.count == 100_000)
        #expect(Int(bitPattern: after) % 64 == 0)
        after[99_999] = 1
        #expect(buffer.pointer[99_999] == 1)
    }
}
