using AccessReview.App.Telemetry;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class RedactionSpecs
{
    [Theory]
    [InlineData("GET /r/1.k1.abc.def", "GET /r/…")]
    [InlineData("http://localhost:7071/r/1.k1.abc.def?x=1 answered", "http://localhost:7071/r/… answered")]
    [InlineData("/sign-in/AbC-_123", "/sign-in/…")]
    [InlineData("/sign-in/callback?code=secret&state=s", "/sign-in/…")]
    [InlineData("/sign-in", "/sign-in")]
    [InlineData("/tasks/01", "/tasks/01")]
    [InlineData("POST https://hooks.slack.com/actions/T0/1/secret answered", "POST https://hooks.slack.com/… answered")]
    public void Secrets_in_paths_are_redacted(string text, string expected) => Assert.Equal(expected, Redaction.Of(text));
}
