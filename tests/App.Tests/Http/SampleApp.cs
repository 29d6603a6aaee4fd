using System.Net.Http.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Emulator.Host;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Tests.Http;

/// <summary>The app with some additional functions. Its directory has only Adam, the administrator, until a test adds others.</summary>
public sealed class SampleApp : IAsyncDisposable
{
    private readonly TheApp _app;
    private readonly string _folder;

    private SampleApp(TheApp app, OidcIssuer issuer, string folder)
    {
        (_app, Issuer, _folder) = (app, issuer, folder);
        Http = Client();
    }

    public OidcIssuer Issuer { get; }

    /// <summary>Keeps no cookies, follows no redirects.</summary>
    public HttpClient Http { get; }

    public SampleWork Work => Services.GetRequiredService<SampleWork>();

    /// <summary>Resets the counts for a test in an app that other tests have used.</summary>
    public SampleApp WithNothingMade()
    {
        Work.Reset();
        return this;
    }

    /// <summary>Resets the issuer to normal answers for a test.</summary>
    public SampleApp WithGoodIssuer()
    {
        (Issuer.Instead, Issuer.OnSignIn) = (null, null);
        return this;
    }

    public IServiceProvider Services => _app.Services;

    internal EmulatorHandle Emulator => _app.Emulator;

    public DateTimeOffset Now => _app.Now;

    public static async Task<SampleApp> StartAsync(params string[] settings)
    {
        var (issuer, folder) = (await OidcIssuer.StartAsync(), TheApp.NewFolder());
        var app = await TheApp.StartAsync(Compose, issuer, folder, null, ["RateLimits:BadTokensPerAddressPerMinute=1000000", .. settings]);
        return new SampleApp(app, issuer, folder);
    }

    /// <summary>Without an issuer people sign in by mail.</summary>
    public static Task<SampleApp> StartWithoutIssuerAsync() => StartAsync("SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds=");

    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Emulator.Address };

    public HttpRequestMessage Request(HttpMethod method, string path, string? token)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return request;
    }

    public string AdminToken => Issuer.TokenFor("adam", Now);

    public async Task<HttpResponseMessage> MakeAsync(string name, string? key, string? token = null)
    {
        var request = Request(HttpMethod.Post, "/api/sample/things", token ?? AdminToken);
        request.Content = JsonContent.Create(new { name });
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    /// <summary>A browser with a signed-in person.</summary>
    public async Task<Browser> BrowserOfAsync(string user) =>
        new(Emulator.Address, $"session={await Services.GetRequiredService<Sessions>().StartAsync(UserId.From(user), CancellationToken.None)}");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Issuer.DisposeAsync();
        System.IO.Directory.Delete(_folder, true);
    }

    private static void Compose(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SampleWork>();
        builder.AddFunctionsOf<SampleFunctions>();
    }
}
