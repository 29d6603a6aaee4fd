using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Tests.Email;
using AccessReview.Emulator.Tests.Tables;
using Xunit;

namespace AccessReview.App.Tests.Instances;

/// <summary>
/// Two processes of the app over one Azurite and one mail service. Each has durable instances and a queue of its own, which is worse
/// than in the cloud, where these are shared: here nobody hears of the other's wakes, and the tables alone keep them together.
/// </summary>
public sealed class TwoInstances : IAsyncLifetime
{
    /// <summary>A link that one has made, the other can open.</summary>
    private static readonly string[] LinkKey = ["Links:SigningKey=shared", "Links:Keys:shared=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="];

    private readonly AzuriteTables _azurite = new();
    private OidcIssuer _issuer = null!; // Set by InitializeAsync, as is the next.
    private MailServer _mail = null!;
    private AppProcess[] _processes = [];

    public IReadOnlyList<RemoteApp> Apps { get; private set; } = [];

    /// <summary>Both start at once, on tables that are not there yet; the small organization is imported.</summary>
    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _issuer = await OidcIssuer.StartAsync();
        _mail = await MailServer.StartAsync();
        _processes = [Process(), Process()];
        Apps = [.. _processes.Select(process => new RemoteApp(process, _issuer, () => TheApp.Monday))];
        await Task.WhenAll(_processes.Select(process => process.StartAsync()));
        await Apps[0].As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await Apps[0].AdvanceAsync("PT0S");
    }

    public Task KillAsync(int instance) => _processes[instance].KillAsync();

    public Task RestartAsync(int instance) => _processes[instance].StartAsync();

    /// <summary>A request that is repeated, as a program repeats it: with its key, at whichever instance answers, until there is an answer.</summary>
    public async Task<HttpResponseMessage> PostAsync(int first, string person, string path, object body, string key)
    {
        for (var tries = 0; ; tries++)
        {
            var app = Apps[(first + tries) % Apps.Count];
            try
            {
                using var client = app.As(person).Http;
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
                request.Headers.Add("Idempotency-Key", key);
                var answer = await client.SendAsync(request);
                if (answer.Headers.RetryAfter is null)
                    return answer;
                // Too many at once, or the same key is at work in this very instance.
                answer.Dispose();
                await app.AdvanceAsync("PT1M");
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException && tries < 100)
            {
                // Killed before it answered: the other one is there.
            }
        }
    }

    public Task AdvanceAsync(string by) => Task.WhenAll(Apps.Select(app => app.AdvanceAsync(by)));

    /// <summary>The mails that were taken, by the operation that the mail service knows a mail by.</summary>
    public IReadOnlyList<string> Operations() => [.. _mail.Engine.Newest("", int.MaxValue).Select(mail => mail.OperationId)];

    /// <summary>A third one, in this process, to look at what the two have left.</summary>
    public Task<TheApp> LookAsync() => TheApp.StartAsync(_issuer, settings: [.. Settings]);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Apps)
            app.Dispose();
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
            System.IO.Directory.Delete(process.DataPath, recursive: true);
        }

        await _azurite.DisposeAsync();
        await _mail.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private AppProcess Process() => new(TheApp.NewFolder(), _issuer) { Settings = [.. Settings, $"Emulator:FreezeClockAt={TheApp.Monday:O}"] };

    private IEnumerable<string> Settings => ["AppStorage=" + Storage, $"Email:ConnectionString=endpoint={_mail.Endpoint.Address};accesskey={EmailSignature.AccessKey}", .. LinkKey];

    private string Storage =>
        $"DefaultEndpointsProtocol=http;AccountName={TableServiceConnection.Account};AccountKey={TableServiceConnection.Key};TableEndpoint={_azurite.Address};";
}
