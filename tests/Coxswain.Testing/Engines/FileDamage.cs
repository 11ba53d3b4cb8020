namespace Coxswain.Testing.Engines;

/// <summary>What disks do to files.</summary>
public static class FileDamage
{
    /// <param name="how"><c>flip</c>: one bit in the middle. <c>truncate</c>: the second half is gone. <c>delete</c>.</param>
    public static void Do(string path, string how)
    {
        switch (how)
        {
            case "flip":
                using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
                {
                    file.Position = file.Length / 2;
                    var old = file.ReadByte();
                    file.Position = file.Length / 2;
                    file.WriteByte((byte)(old ^ 4));
                }

                break;
            case "truncate":
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "delete":
                File.Delete(path);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "No such damage.");
        }
    }

    /// <summary>The largest file with rows of a part.</summary>
    public static string LargestOf(string part) =>
        new DirectoryInfo(part).EnumerateFiles("*.bin").MaxBy(static file => file.Length)?.FullName ?? throw new FileNotFoundException("The part has no column.", part);
}
