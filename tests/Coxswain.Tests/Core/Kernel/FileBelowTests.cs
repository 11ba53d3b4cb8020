using Coxswain.Core.Kernel;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Core.Kernel;

public sealed class FileBelowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void File_below_is_opened_and_not_handed_to_children()
    {
        Directory.CreateDirectory(_folder.Combine("a", "b"));
        File.WriteAllText(_folder.Combine("a", "b", "c"), "text");

        using var handle = FileBelow.Open(_folder.Path, _folder.Combine("a", "b", "c"));

        Assert.Equal(4, RandomAccess.GetLength(handle));
        if (OperatingSystem.IsLinux())
        {
            // O_CLOEXEC of fcntl.h, octal.
            Assert.Contains("flags:\t02", File.ReadAllText($"/proc/self/fdinfo/{handle.DangerousGetHandle()}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("{root}/../x")]
    [InlineData("{root}/a/../../x")]
    [InlineData("{root}/./x")]
    [InlineData("{root}//x")]
    [InlineData("{root}")]
    [InlineData("{root}else/x")]
    public void Path_that_is_not_plainly_below_is_refused(string path)
        => Assert.Throws<ArgumentException>(() => FileBelow.Open(_folder.Path, path.Replace("{root}", _folder.Path, StringComparison.Ordinal)));

    [Fact]
    public void Missing_empty_and_device_are_told_as_files_that_cannot_be_read()
    {
        File.WriteAllText(_folder.Combine("empty"), "");

        Assert.Throws<FileNotFoundException>(() => FileBelow.Open(_folder.Path, _folder.Combine("gone")));
        Assert.Throws<FileNotFoundException>(() => FileBelow.Open(_folder.Combine("no"), _folder.Combine("no", "gone")));
        Assert.Throws<IOException>(() => FileBelow.Open(_folder.Path, _folder.Combine("empty")));
        Assert.Throws<IOException>(() => FileBelow.Open("/dev", "/dev/zero"));
    }

    public void Dispose() => _folder.Dispose();
}
