using BgpVerified.CommandLine;
using EchoBroadcast;

return Bgpv.Run(args, new EchoProtocol());
