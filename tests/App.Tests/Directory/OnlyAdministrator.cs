using System.Net;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>Adam is an administrator in the directory and is no longer named in settings.</summary>
public sealed class OnlyAdministrator : IAsyncLifetime
{
    private readonly string _data = TheApp.NewFolder();
    private OidcIssuer _issuer = null!; // Set by InitializeAsync.

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        await using (var app = await TheApp.StartAsync(_issuer, _data))
        {
            await app.As("adam").PostAsync(DirectoryFiles.Path, DirectoryFiles.Administrator, HttpStatusCode.Accepted);
            await app.RestAsync();
        }

        App = await TheApp.StartAsync(_issuer, _data, settings: "Directory:Admins=");
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _issuer.DisposeAsync();
        System.IO.Directory.Delete(_data, recursive: true);
    }
}
