using System.Net;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;
using Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Communication Services Email over HTTP, on the loopback address. The engine decides what happens to a mail.
/// See https://learn.microsoft.com/rest/api/communication/email/email/send.
/// </summary>
/// <param name="engine">Accepts the mails.</param>
/// <param name="port">0: a free port.</param>
/// <param name="logger">Logs when the data file cannot be read.</param>
internal sealed partial class EmailEndpoint(EmailEngine engine, int port, ILogger<EmailEndpoint> logger) : IAsyncDisposable
{
    // A mail of 10 MB with attachments in Base64, and room for the rest.
    private const long MaxBody = 16 * 1024 * 1024;
    private const string Operations = "/emails/operations/";

    private WebApplication? _server;

    /// <summary>Known after the start.</summary>
    public Uri Address { get; private set; } = new($"http://127.0.0.1:{port}/");

    /// <exception cref="EmulatorRefusedException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _server = builder.Build();
        _server.Run(ServeAsync);
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw EmulatorRefusedException.PortInUse(port, "Emulator:EmailPort", taken);
        }

        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Address = new Uri(addresses!.Addresses.First()); // Known after Kestrel listens.
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ServeAsync(HttpContext http)
    {
        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            EmailSignature.Verify(http.Request, body.ToArray());
            if (!http.Request.Query.ContainsKey("api-version"))
                throw Refusal(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
            await AnswerAsync(http, await HandleAsync(http.Request, body.ToArray()));
        }
        catch (RequestFailedException refusal) when (refusal.GetRawResponse() is { } response)
        {
            await AnswerAsync(http, response);
        }
        catch (BadHttpRequestException unreadable)
        {
            http.Response.StatusCode = unreadable.StatusCode;
        }
        catch (StorageException fault)
        {
            await AnswerAsync(http, EmailResponses.Refusal(503, EmailProblem.Unavailable, StorageException.RetryAfter).GetRawResponse()!); // It was created with a response.
            Log.NotRead(logger, fault);
        }
        // The client has disconnected.
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    }

    private async Task<Response> HandleAsync(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value ?? string.Empty;
        if (HttpMethods.IsPost(request.Method) && path == "/emails:send")
        {
            var operationId = Guid.NewGuid();
            if (request.Headers.TryGetValue("Operation-Id", out var given) && !Guid.TryParse(given, out operationId))
                throw Refusal(400, "BadRequest", "The header Operation-Id is not a GUID.");
            return await engine.SendAsync(EmailBody.Read(body), operationId);
        }

        if (HttpMethods.IsGet(request.Method) && path.StartsWith(Operations, StringComparison.Ordinal))
        {
            var operation = engine.FindOperation(path[Operations.Length..])
                ?? throw EmailResponses.Refusal(404, EmailProblem.UnknownOperation);
            return EmailResponses.Status(operation.Id, operation.Status, operation.Problem);
        }

        throw Refusal(404, "NotFound", "There is nothing at this address.");
    }

    private static RequestFailedException Refusal(int status, string code, string message) => EmailResponses.Refusal(status, new EmailProblem(code, message));

    private async Task AnswerAsync(HttpContext http, Response response)
    {
        using (response)
        {
            http.Response.StatusCode = response.Status;
            foreach (var header in response.Headers)
            {
                // Clients use the URL as it is, so it must be absolute.
                http.Response.Headers[header.Name] = header.Name == "Operation-Location"
                    ? new Uri(Address, $"{header.Value}{http.Request.QueryString}").ToString()
                    : header.Value;
            }

            if (response.Status == StatusCodes.Status202Accepted)
                http.Response.Headers.RetryAfter = "1";
            if (response.ContentStream is { } content)
            {
                content.Position = 0;
                await content.CopyToAsync(http.Response.Body, http.RequestAborted);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The state of a mail could not be read")]
        public static partial void NotRead(ILogger logger, Exception fault);
    }
}
