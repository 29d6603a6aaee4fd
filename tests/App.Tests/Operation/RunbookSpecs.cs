using System.Reflection;
using System.Text.RegularExpressions;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.App.Tests.Operation;

/// <summary>The calls and log lines in the runbook must be current.</summary>
public sealed partial class RunbookSpecs
{
    private static readonly string Runbook = File.ReadAllText(Checkout.PathOf("infra", "runbook.md"));

    [Fact]
    public void Every_API_call_in_the_runbook_exists()
    {
        var calls = Call().Matches(Runbook).Select(call => (Verb: call.Groups[1].Value, Path: call.Groups[2].Value)).ToList();

        Assert.InRange(calls.Count, 12, 100);
        Assert.All(calls, call => Assert.Contains(HttpEndpoint.All, endpoint => endpoint.Verbs.Contains(call.Verb) && endpoint.Path == call.Path));
    }

    [Fact]
    public void Every_log_line_quoted_in_the_runbook_is_logged_by_the_app()
    {
        var written = typeof(AccessReviewApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message)
            .OfType<string>()
            .ToList();
        var named = LogLines().Matches(Runbook).SelectMany(lines => Quoted().Matches(lines.Value)).Select(line => line.Groups[1].Value).ToList();

        Assert.InRange(named.Count, 5, 100);
        Assert.All(named, name => Assert.Contains(written, message => name.Split('…').All(part => message.Contains(part.Trim(), StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"`call (GET|POST|DELETE) '?([^ `'?]+)")]
    private static partial Regex Call();

    // The words "log line" and the quoted texts after them.
    [GeneratedRegex(@"(log lines?|in the log \(|log lines) ?(`[^`]+`(, )?)+")]
    private static partial Regex LogLines();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
