using System.IO.Compression;
using System.Net;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class SignInAnswerFirstSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_request_for_a_sign_in_mail_is_answered_before_the_address_is_looked_up(string encoding)
    {
        using var gate = new Gate();
        await using var app = await TheApp.StartAsync(logging: gate, settings: ["SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds=", "Logging:LogLevel:AccessReview.App.SignIn=Debug"]);
        var browser = new Browser(app.Emulator.Address);
        var fields = Browser.HiddenFieldsOf(await browser.FormAsync("/sign-in"));
        fields["email"] = "somebody@example.test";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (encoding.Length > 0)
            request.Headers.Add("Accept-Encoding", encoding);

        using var answer = await browser.SendAsync(request);
        var page = await ReadAsync(answer, encoding);
        await gate.Reached.Task;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
        Assert.False(gate.IsPassed);
        gate.Open();
        await app.RestAsync();
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, string encoding)
    {
        await using var sent = await answer.Content.ReadAsStreamAsync();
        await using var body = encoding switch
        {
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Blocks the work at its start, which is logged.</summary>
    private sealed class Gate : ILoggerProvider, ILogger
    {
        private readonly ManualResetEventSlim _open = new();

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The work continued, because it was released or was blocked for too long.</summary>
        public bool IsPassed { get; private set; }

        public void Open() => _open.Set();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) != "A sign-in email was requested")
                return;
            Reached.TrySetResult();
            _open.Wait(TimeSpan.FromMinutes(1));
            IsPassed = true;
        }

        public void Dispose() => _open.Dispose();
    }
}
