namespace Coxswain.Tests.Gateway;

/// <summary>Bytes whose number is not told beforehand, so that HTTP sends them in chunks.</summary>
internal sealed class UnknownLengthStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();
}
