using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>Window sizes and colour schemes of the checks.</summary>
public sealed record Look(string Name, int Width, int Height, ColorScheme Colors)
{
    public static readonly Look Desk = new("wide-light", 1200, 800, ColorScheme.Light);
    public static readonly Look DeskAtNight = new("wide-dark", 1200, 800, ColorScheme.Dark);
    public static readonly Look Phone = new("narrow-light", 360, 780, ColorScheme.Light);
    public static readonly Look PhoneAtNight = new("narrow-dark", 360, 780, ColorScheme.Dark);

    /// <summary>The narrowest width in mail programs.</summary>
    public static readonly Look NarrowMail = new("narrow-light", 320, 700, ColorScheme.Light);
    public static readonly Look NarrowMailAtNight = new("narrow-dark", 320, 700, ColorScheme.Dark);

    /// <summary>axe is slow, so it checks a page twice: wide in light and narrow in dark.</summary>
    public bool IsAudited => this == Desk || this == PhoneAtNight || this == NarrowMailAtNight;

    public static IReadOnlyList<Look> All { get; } = [Desk, DeskAtNight, Phone, PhoneAtNight];

    public static IReadOnlyList<Look> OfMails { get; } = [Desk, DeskAtNight, NarrowMail, NarrowMailAtNight];
}
