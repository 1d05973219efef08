using System.Net;
using System.Text;

namespace BgpVerified.Host.Nodes;

/// <summary>A node's status as a plain page.</summary>
internal static class StatusPage
{
    public static string Of(string name, IReadOnlyDictionary<string, string> status)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\"><title>")
            .Append(WebUtility.HtmlEncode(name))
            .Append("</title><style>body{font:14px system-ui;margin:2em}td{padding:.2em 1em;border-top:1px solid #ddd}</style></head>")
            .Append("<body><h1>")
            .Append(WebUtility.HtmlEncode(name)).Append("</h1><table>");
        foreach (var (what, value) in status)
        {
            page.Append("<tr><td>").Append(WebUtility.HtmlEncode(what)).Append("</td><td>").Append(WebUtility.HtmlEncode(value))
                .Append("</td></tr>");
        }

        return page.Append("</table></body></html>\n").ToString();
    }
}
