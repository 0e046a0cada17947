#!/usr/bin/perl
# A message centre made with Net::SMPP, a process per link, to test the adapter against a peer of other people.
# usage: smsc.pl SCENARIO.json      { systemId, password, deliver: [{ from, to, text, order: [3, 1, 2] }] }
# Writes one JSON object a line: {port}, {wire, hex} for every PDU, {acked} for every deliver_sm_resp, {message} for every text that is whole.
use strict;
use warnings;
use Encode qw(encode decode FB_CROAK);
use Encode::GSM0338;
use JSON::PP;
use Net::SMPP;

package Centre;
our @ISA = ('Net::SMPP');

sub say_json { print JSON::PP->new->canonical->ascii->encode($_[0]), "\n" }

# Net::SMPP writes every PDU with one syswrite.
sub syswrite {
    my ($me, $octets) = @_;
    say_json({ wire => 'out', hex => unpack('H*', $octets) });
    return $me->SUPER::syswrite($octets);
}

package main;
use constant { RECEIPT => 0x04, HEADER => 0x40 };
$| = 1;
$SIG{CHLD} = 'IGNORE';
my $scenario = decode_json(do { local (@ARGV, $/) = ($ARGV[0]); <> });

my $centre = Centre->new_listen('127.0.0.1', port => 0, smpp_version => 0x34, interface_version => 0x34, timeout => undef)
    or die "cannot listen: $!";
Centre::say_json({ port => $centre->sockport });
$SIG{TERM} = sub { kill 'TERM', -$$; exit 0 };
setpgrp;

while (1) {
    my $link = $centre->accept or next;
    my $child = fork;
    next if $child;
    close $centre;
    serve(bless $link, 'Centre');
    exit 0;
}

sub serve {
    my ($link) = @_;
    my %parts;
    my $next_id = 0;
    while (my $pdu = $link->read_pdu) {
        my $head = pack 'NNNN', 16 + length $pdu->{data}, $pdu->{cmd}, $pdu->{status}, $pdu->{seq};
        Centre::say_json({ wire => 'in', hex => unpack('H*', $head . $pdu->{data}) });
        if ($pdu->{cmd} == Net::SMPP::CMD_bind_transceiver) {
            my $known = $pdu->{system_id} eq $scenario->{systemId} && $pdu->{password} eq $scenario->{password};
            $link->set_version(0x34);
            $link->bind_transceiver_resp(system_id => 'perl', seq => $pdu->{seq}, status => $known ? 0 : 0x0e);
            return unless $known;
            deliver($link, $_) for @{ $scenario->{deliver} };
        }
        elsif ($pdu->{cmd} == Net::SMPP::CMD_submit_sm) {
            my $id = sprintf '%x', 0xbeef00 + ++$next_id;
            # The receipt overtakes the response.
            receipt($link, $pdu, $id);
            $link->submit_sm_resp(message_id => $id, seq => $pdu->{seq});
            collect(\%parts, $pdu, $id);
        }
        elsif ($pdu->{cmd} == Net::SMPP::CMD_deliver_sm_resp) {
            Centre::say_json({ acked => $pdu->{seq}, status => $pdu->{status}, messageId => $pdu->{message_id} });
        }
        elsif ($pdu->{cmd} == Net::SMPP::CMD_enquire_link) {
            $link->enquire_link_resp(seq => $pdu->{seq});
        }
        elsif ($pdu->{cmd} == Net::SMPP::CMD_unbind) {
            $link->unbind_resp(seq => $pdu->{seq});
            return;
        }
    }
}

# Cuts where 134 octets are full, in the middle of a character if it so happens, and sends in the order asked for.
sub deliver {
    my ($link, $message) = @_;
    my @parts = unpack '(a134)*', encode('UTF-16BE', $message->{text});
    for my $number (@{ $message->{order} }) {
        $link->deliver_sm(
            source_addr => $message->{from}, destination_addr => $message->{to}, source_addr_ton => 1, source_addr_npi => 1,
            dest_addr_ton => 0, dest_addr_npi => 1, esm_class => HEADER, data_coding => 8, async => 1,
            short_message => pack('CCCCCC', 5, 0, 3, 0, scalar(@parts), $number) . $parts[$number - 1]);
    }
}

sub receipt {
    my ($link, $submit, $id) = @_;
    $link->deliver_sm(
        source_addr => $submit->{destination_addr}, destination_addr => $submit->{source_addr}, esm_class => RECEIPT,
        data_coding => 0, async => 1,
        short_message => "id:$id sub:001 dlvrd:001 submit date:2401010000 done date:2401010000 stat:DELIVRD err:000 text:");
}

sub collect {
    my ($parts, $pdu, $id) = @_;
    my $octets = $pdu->{short_message};
    my ($set, $total, $number) = ("single $id", 1, 1);
    if ($pdu->{esm_class} & HEADER) {
        my ($length, $element, $size, $reference) = unpack 'CCCC', $octets;
        die "an element this centre does not know: $element" if $element != 0;
        ($total, $number) = unpack 'x4CC', $octets;
        $set = "$pdu->{source_addr} $pdu->{destination_addr} $reference $total";
        $octets = substr $octets, $length + 1;
    }
    $parts->{$set}{$number} = $octets;
    return if keys %{ $parts->{$set} } < $total;
    my $whole = join '', map { $parts->{$set}{$_} } 1 .. $total;
    my $text = $pdu->{data_coding} == 8 ? decode('UTF-16BE', $whole, FB_CROAK) : decode('gsm0338', $whole, FB_CROAK);
    Centre::say_json({
        message => $text, parts => $total, dataCoding => $pdu->{data_coding},
        from => $pdu->{source_addr}, to => $pdu->{destination_addr} });
    delete $parts->{$set};
}
