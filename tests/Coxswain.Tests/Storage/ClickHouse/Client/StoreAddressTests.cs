using Coxswain.Storage.ClickHouse;

namespace Coxswain.Tests.Storage.ClickHouse.Client;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("db", "http://db:8123")]
    [InlineData("db:8124", "http://db:8124")]
    [InlineData("http://db:80/", "http://db:80")]
    [InlineData("https://db", "https://db:8443")]
    [InlineData("db:8443", "https://db:8443")]
    [InlineData("[::1]:8123", "http://[::1]:8123")]
    public void Http_address_is_taken_as_written(string host, string expected)
    {
        var address = StoreAddress.Server(new StoreOptions { Host = host });

        Assert.Equal(expected, address.ToString());
        Assert.Equal("", address.Notice);
    }

    [Theory]
    [InlineData("localhost:9000", "http://localhost:8123")]
    [InlineData("tcp://db:9000", "http://db:8123")]
    [InlineData("db:9440", "https://db:8443")]
    public void Native_port_means_the_http_interface_of_the_same_host_and_says_so(string host, string expected)
    {
        var address = StoreAddress.Server(new StoreOptions { Host = host });

        Assert.Equal(expected, address.ToString());
        Assert.Contains("native protocol", address.Notice, StringComparison.Ordinal);
        Assert.Contains(address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), address.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Tls_switch_picks_the_tls_port()
    {
        Assert.Equal("https://db:8443", StoreAddress.Server(new StoreOptions { Host = "db", Tls = true }).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://db")]
    [InlineData("db:0")]
    [InlineData("db:70000")]
    [InlineData("user@db")]
    [InlineData("db/path")]
    public void Address_without_a_usable_host_or_port_is_refused(string host)
    {
        Assert.Throws<FormatException>(() => StoreAddress.Server(new StoreOptions { Host = host }));
    }
}
