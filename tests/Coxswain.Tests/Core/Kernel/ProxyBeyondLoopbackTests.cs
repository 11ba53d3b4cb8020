using System.Net;
using Coxswain.Core.Kernel;

namespace Coxswain.Tests.Core.Kernel;

public sealed class ProxyBeyondLoopbackTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128");
    private readonly ProxyBeyondLoopback _proxy = new(new WebProxy(Proxy));

    [Theory]
    [InlineData("http://127.0.0.1:7421")]
    [InlineData("http://127.3.2.1:7421")]
    [InlineData("https://localhost")]
    [InlineData("http://[::1]:8123/x")]
    public void This_machine_is_reached_without_the_proxy(string address)
    {
        Assert.True(_proxy.IsBypassed(new Uri(address)));
        Assert.Null(_proxy.GetProxy(new Uri(address)));
    }

    [Theory]
    [InlineData("https://api.anthropic.com")]
    [InlineData("http://10.0.0.7:8123")]
    [InlineData("http://localhost.example")]
    public void All_others_go_through_it(string address)
    {
        Assert.False(_proxy.IsBypassed(new Uri(address)));
        Assert.Equal(Proxy, _proxy.GetProxy(new Uri(address)));
    }
}
