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
/// Two processes of the app over one Azurite and one mail service. Each has its own orchestrations and its own queue. That is harder
/// than in the cloud, where these are shared: here neither receives the other's wake-ups, and only the tables connect them.
/// </summary>
public sealed class TwoInstances : IAsyncLifetime
{
    /// <summary>A shared key, so that each can open links of the other.</summary>
    private static readonly string[] LinkKey = ["Links:SigningKey=shared", "Links:Keys:shared=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="];

    private readonly AzuriteTables _azurite = new();
    private OidcIssuer _issuer = null!; // Set by InitializeAsync, as is the next.
    private MailServer _mail = null!;
    private AppProcess[] _processes = [];

    public IReadOnlyList<RemoteApp> Apps { get; private set; } = [];

    /// <summary>Starts both at once without existing tables, and imports the small organization.</summary>
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

    /// <summary>Repeats a request with its key at any instance until it is answered, as a program does.</summary>
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
                // Too many requests, or the same key is in progress at this instance.
                answer.Dispose();
                await app.AdvanceAsync("PT1M");
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException && tries < 100)
            {
                // Killed before it answered: try the other instance.
            }
        }
    }

    public Task AdvanceAsync(string by) => Task.WhenAll(Apps.Select(app => app.AdvanceAsync(by)));

    /// <summary>The accepted mails by operation id.</summary>
    public IReadOnlyList<string> Operations() => [.. _mail.Engine.Newest("", int.MaxValue).Select(mail => mail.OperationId)];

    /// <summary>A third instance in this process, to check the state left by the two.</summary>
    public Task<TheApp> StartThirdAsync() => TheApp.StartAsync(_issuer, settings: [.. Settings]);

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
