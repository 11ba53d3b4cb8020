using System.Runtime.InteropServices;
using System.Text;

namespace Coxswain.Engine.Native;

/// <summary>UTF-8 copies of strings in unmanaged memory, as the arrays C functions take; freed together.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly byte** _pointers;
    private readonly nuint* _lengths;

    internal NativeStrings(IReadOnlyList<string> values)
    {
        Count = values.Count;
        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Math.Max(1, Count), (nuint)sizeof(byte*));
        _lengths = (nuint*)NativeMemory.AllocZeroed((nuint)Math.Max(1, Count), (nuint)sizeof(nuint));
        for (var i = 0; i < Count; i++)
        {
            var bytes = Encoding.UTF8.GetByteCount(values[i]);
            _pointers[i] = (byte*)NativeMemory.Alloc((nuint)bytes + 1);
            Encoding.UTF8.GetBytes(values[i], new Span<byte>(_pointers[i], bytes));
            _pointers[i][bytes] = 0;
            _lengths[i] = (nuint)bytes;
        }
    }

    internal int Count { get; }

    internal byte** Pointers => _pointers;

    internal nuint* Lengths => _lengths;

    public void Dispose()
    {
        for (var i = 0; i < Count; i++)
        {
            NativeMemory.Free(_pointers[i]);
        }

        NativeMemory.Free(_pointers);
        NativeMemory.Free(_lengths);
    }
}
